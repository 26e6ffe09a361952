//! A chart as a picture to keep: the same scene once more, with what a picture needs around it, on a canvas that nobody
//! sees or as vectors.
//!
//! A picture is in the look that the page has, and of one size whatever the screen. The SVG holds real marks and no
//! images; of more marks than a drawing takes it holds the uppermost, and says so. The PNG holds all.

use leptos::prelude::*;
use web_sys::Blob;

use crate::chart::frame::Frame;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::picture::layout::{PLOT_CSS, Plate, Sheet};
use crate::chart::picture::legend::Key;
use crate::chart::picture::svg::{UNITS, Vector};
use crate::chart::theme::Theme;
use crate::ui::reactive::{Memo, RwSignal, Signal, act};

use super::backend::Brush;
use super::canvas;
use super::{AnyScene, Drawn};
use crate::page::take_away::file_names;
use crate::ui::browser::download::{download, download_blob, today};
use crate::ui::state::selection::Selection;

/// Pixels of a PNG to a CSS pixel.
const RATIO: f64 = 2.0;

/// What a chart's marks mean, in a look; asked only when a picture is made.
pub type KeyOf = Callback<Theme, Key>;

/// What a picture is made of.
#[derive(Clone, Copy)]
pub(crate) struct Saving {
    pub state: Selection,
    pub scene: Signal<AnyScene>,
    pub theme: Memo<Theme>,
    /// What the chart is.
    pub title: Signal<String>,
    /// What it shows.
    pub caption: Signal<String>,
    pub key: Option<KeyOf>,
}

impl Saving {
    fn plate(self, more: &str) -> Plate {
        let date = today();
        let caption = self.caption.get_untracked();
        Plate {
            title: self.title.get_untracked(),
            key: self.key.map(|key| key.run(self.theme.get_untracked())).unwrap_or_default(),
            caption: format!("{caption} {more}").trim().to_owned(),
            source: self.state.shown.with_untracked(|shown| {
                let loaded = self.state.loaded.get_untracked();
                shown.as_ref().map(|shown| file_names::source(shown, &loaded, &date)).unwrap_or_default()
            }),
        }
    }

    fn file_name(self, ending: &str) -> String {
        let title = self.title.get_untracked();
        self.state.shown.with_untracked(|shown| {
            shown.as_ref().map(|shown| file_names::file_name(&shown.place, &title, ending)).unwrap_or_default()
        })
    }

    /// The picture's text.
    fn svg(self, scene: &dyn Drawn) -> String {
        let theme = self.theme.get_untracked();
        let plate = self.plate(&scene.left_out(&scene.project(&frame(1.0), &theme)));
        let sheet = plate.lay_out();
        let mut brush = Brush::Vector(Vector::new(sheet.size_css));
        told(draw(&sheet, scene, &mut Painter::with_subpixels(&mut brush, 1.0, UNITS), &theme));
        match brush {
            Brush::Vector(vector) => vector.finish(&plate.title, &plate.caption),
            Brush::Canvas(_) => String::new(),
        }
    }

    /// Has the browser make a PNG, and hands it on; `None` when it could not.
    fn png(self, scene: &dyn Drawn, then: impl FnOnce(Option<Blob>) + 'static) {
        let theme = self.theme.get_untracked();
        let sheet = self.plate("").lay_out();
        let (width_css, height_css) = sheet.size_css;
        let frame = Frame { width_css, height_css, pixel_ratio: RATIO };
        canvas::png(&frame, &|painter, _| told(draw(&sheet, scene, painter, &theme)), then);
    }
}

fn frame(pixel_ratio: f64) -> Frame {
    let (width_css, height_css) = PLOT_CSS;
    Frame { width_css, height_css, pixel_ratio }
}

fn draw(
    sheet: &Sheet,
    scene: &dyn Drawn,
    painter: &mut Painter<'_, Brush>,
    theme: &Theme,
) -> Result<(), DrawError<Brush>> {
    sheet.draw(painter, theme)?;
    painter.set_origin(sheet.plot);
    let frame = frame(painter.ratio());
    scene.draw(painter, &frame, &scene.project(&frame, theme), theme)
}

fn told(drawn: Result<(), DrawError<Brush>>) {
    if let Err(error) = drawn {
        leptos::logging::error!("the picture could not be drawn: {error}");
    }
}

/// Two buttons, while there is something to save.
#[component]
pub(crate) fn SaveButtons(saving: Saving) -> impl IntoView {
    let failed = RwSignal::new(false);
    let save_png = move || {
        let Some(scene) = saving.scene.get_untracked() else { return };
        let name = saving.file_name("png");
        saving.png(&*scene, move |blob| {
            // The chart may be gone by now.
            failed.try_set(blob.is_none());
            if let Some(blob) = blob {
                download_blob(&name, &blob);
            }
        });
    };
    let save_svg = move || {
        let Some(scene) = saving.scene.get_untracked() else { return };
        download(&saving.file_name("svg"), "image/svg+xml", saving.svg(&*scene).as_bytes());
    };
    let label = move |kind: &'static str| move || format!("Save “{}” as {kind}", saving.title.get());
    view! {
        <div class="save" class:unseen=move || saving.scene.with(Option::is_none) data-testid="save">
            <span aria-hidden="true">"Save picture"</span>
            <button type="button" class="link" data-testid="save-png" aria-label=label("PNG") on:click=act(move |_| save_png())>"PNG"</button>
            <button type="button" class="link" data-testid="save-svg" aria-label=label("SVG") on:click=act(move |_| save_svg())>"SVG"</button>
            <span role="status">
                {move || failed.get().then_some("The browser made no PNG: free some memory, or save the SVG.")}
            </span>
        </div>
    }
}

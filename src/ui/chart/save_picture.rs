//! Saving a chart as PNG or SVG: its scene with title, legend, caption and source, on a hidden canvas or as SVG.
//!
//! A picture has the page's theme, and one size whatever the screen. The SVG holds no images; of more marks than it can
//! take it holds the topmost, and says so. The PNG holds all.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::{Blob, Element, MouseEvent};

use crate::chart::frame::Frame;
use crate::chart::frame::window::Window;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::picture::layout::{Layout, PLOT_CSS, Picture};
use crate::chart::picture::legend::Legend;
use crate::chart::picture::svg::{SvgBackend, UNITS};
use crate::chart::theme::Theme;
use crate::ui::parts::to_share;
use crate::ui::reactive::{Memo, RwSignal, Signal, act};

use super::backend::PageBackend;
use super::canvas;
use super::drawn::{AnyScene, Drawn};
use crate::page::choice::mode::View;
use crate::page::take_away::file_names;
use crate::page::take_away::forms;
use crate::ui::browser::download::{download, download_blob, today};
use crate::ui::browser::{address, clipboard, observe};
use crate::ui::parts::conditions;
use crate::ui::state::selection::Selection;

/// Pixels of a PNG to a CSS pixel.
const RATIO: f64 = 2.0;
/// For so long it is told what became of a click.
const TOLD: Duration = Duration::from_secs(10);

/// The parts of a picture.
#[derive(Clone, Copy)]
pub(crate) struct Saving {
    pub state: Selection,
    pub scene: Signal<AnyScene>,
    pub theme: Memo<Theme>,
    /// Title.
    pub title: Signal<String>,
    /// Caption.
    pub caption: Signal<String>,
    /// Computed only when a picture is made.
    pub legend: Option<Memo<Legend>>,
}

impl Saving {
    fn picture(self, more: &str) -> Picture {
        let date = today();
        let caption = self.caption.get_untracked();
        Picture {
            title: self.title.get_untracked(),
            legend: self.legend.map(Memo::get_untracked).unwrap_or_default(),
            caption: [caption.trim(), more, &self.conditions()].join(" ").trim().to_owned(),
            source: self.state.shown.with_untracked(|shown| {
                let loaded = self.state.loaded.get_untracked();
                shown.as_ref().map(|shown| file_names::source(shown, &loaded, &date)).unwrap_or_default()
            }),
        }
    }

    fn conditions(self) -> String {
        let line = untrack(|| conditions::words(self.state));
        line.map_or_else(String::new, |line| format!("Conditions: {line}."))
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
        svg(self.picture(&left_out(scene, &theme)), scene, &theme)
    }

    /// Makes a PNG and passes it on; `None` if the browser could not.
    fn png(self, scene: &dyn Drawn, then: impl FnOnce(Option<Blob>) + 'static) {
        let theme = self.theme.get_untracked();
        let layout = self.picture("").lay_out();
        let (width_css, height_css) = layout.size_css;
        let frame = Frame { width_css, height_css, pixel_ratio: RATIO };
        canvas::png(&frame, &|painter, _| report(draw(&layout, scene, painter, &theme)), then);
    }
}

/// What of a scene an SVG has no room for, a sentence; empty where it holds all.
pub(crate) fn left_out(scene: &dyn Drawn, theme: &Theme) -> String {
    scene.left_out(&scene.project(&frame(1.0), &Window::WHOLE, theme))
}

/// A picture as SVG.
pub(crate) fn svg(picture: Picture, scene: &dyn Drawn, theme: &Theme) -> String {
    let layout = picture.lay_out();
    let mut backend = PageBackend::Svg(SvgBackend::new(layout.size_css));
    report(draw(&layout, scene, &mut Painter::with_subpixels(&mut backend, 1.0, UNITS), theme));
    match backend {
        PageBackend::Svg(svg) => svg.finish(&picture.title, &picture.caption),
        PageBackend::Canvas(_) => String::new(),
    }
}

fn frame(pixel_ratio: f64) -> Frame {
    let (width_css, height_css) = PLOT_CSS;
    Frame { width_css, height_css, pixel_ratio }
}

fn draw(
    layout: &Layout,
    scene: &dyn Drawn,
    painter: &mut Painter<'_, PageBackend>,
    theme: &Theme,
) -> Result<(), DrawError<PageBackend>> {
    layout.draw(painter, theme)?;
    painter.set_origin(layout.plot);
    let frame = frame(painter.ratio());
    scene.draw(painter, &frame, &scene.project(&frame, &Window::WHOLE, theme), theme)
}

fn report(drawn: Result<(), DrawError<PageBackend>>) {
    if let Err(error) = drawn {
        leptos::logging::error!("the picture could not be drawn: {error}");
    }
}

/// The buttons PNG and SVG, and one for a link, while there is a scene.
#[component]
pub(crate) fn SaveButtons(saving: Saving) -> impl IntoView {
    // What became of the last click. The chart may be gone by then.
    let said = RwSignal::new("");
    let save_png = move || {
        let Some(scene) = saving.scene.get_untracked() else { return };
        let name = saving.file_name("png");
        saving.png(&*scene, move |blob| {
            let lacks = "The browser made no PNG: free some memory, or save the SVG.";
            tell(said, if blob.is_some() { "" } else { lacks });
            if let Some(blob) = blob {
                download_blob(&name, &blob);
            }
        });
    };
    let save_svg = move || {
        let Some(scene) = saving.scene.get_untracked() else { return };
        download(&saving.file_name("svg"), "image/svg+xml", saving.svg(&*scene).as_bytes());
    };
    let label = move |before: &'static str, after: &'static str| {
        move || [before, " “", &saving.title.get(), "”", after].concat()
    };
    view! {
        <div class="save" class:unseen=move || saving.scene.with(Option::is_none) data-testid="save">
            <span aria-hidden="true">"Save picture"</span>
            <button type="button" class="link" data-testid="save-png" aria-label=label("Save", " as PNG") on:click=act(move |_| save_png())>"PNG"</button>
            <button type="button" class="link" data-testid="save-svg" aria-label=label("Save", " as SVG") on:click=act(move |_| save_svg())>"SVG"</button>
            <button type="button" class="link" data-testid="copy-link" aria-label=label("Copy a link to", "") on:click=act(move |event| copy_link(&event, saving.state, said))>"Copy link"</button>
            // Seen under charts that are a view, on the page that has such forms, once their style is there.
            <button type="button" class="link" data-testid="to-frame" aria-label=label("Frame for", "") on:click=act(move |event| { said.set(""); to_frame(&event, saving.state); })>"Frame"</button>
            <span role="status">{move || said.get()}</span>
        </div>
    }
}

/// Leads to the frame of the chart whose button was clicked.
#[inline(never)]
fn to_frame(event: &MouseEvent, state: Selection) {
    let place = observe::target(event).and_then(|button| place_of(&button)).unwrap_or_default();
    if let Some(view) = View::ALL.into_iter().find(|view| view.place() == place) {
        to_share::frame(state, view);
    }
}

/// Copies the address with the place of the chart whose button was clicked.
#[inline(never)]
fn copy_link(event: &MouseEvent, state: Selection, said: RwSignal<&'static str>) {
    let place = match state.mode.view {
        // In a frame of one part there are no places.
        Some(view) => view.place().to_owned(),
        None => observe::target(event).and_then(|button| place_of(&button)).unwrap_or_default(),
    };
    let lacks_files = state.shown.with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.place.has_files()));
    let address = address::at(&place);
    let copied = forms::copied(&address, lacks_files);
    clipboard::copy(&address, move |done| {
        let lacks = "The browser does not let this page copy: the address bar has the link.";
        tell(said, if done { copied } else { lacks });
    });
}

/// Says what became of a click, for a while: later it is not of what is shown.
#[inline(never)]
fn tell(said: RwSignal<&'static str>, words: &'static str) {
    said.try_set(words);
    let forget = move || {
        if said.try_get_untracked() == Some(words) {
            said.try_set("");
        }
    };
    set_timeout(forget, TOLD);
}

/// The place that an address names to show a chart again: the tab that it is in, or its part of the page.
fn place_of(chart: &Element) -> Option<String> {
    let tab = chart.closest("[role=tabpanel]").ok().flatten().and_then(|tab| tab.get_attribute("aria-labelledby"));
    tab.or_else(|| {
        chart
            .closest(".part[id], .place, .chart[aria-labelledby]")
            .ok()
            .flatten()
            .and_then(|part| part.get_attribute("id").or_else(|| part.get_attribute("aria-labelledby")))
    })
}

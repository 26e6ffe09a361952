//! Which part of the page is shown, for whoever frames it: `embed=1` leaves out what is not the answer, `view=…` shows
//! one view alone.

use super::param::{Misread, Param, one};

/// One view of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The answer as a sentence, with its reasons.
    Verdict,
    /// Cost against latency.
    Scatter,
    /// Cost over VUs and batch size.
    Contour,
    /// Did we try enough VUs?
    Vus,
}

/// Controls that may stand under a view alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Controls {
    /// The limits.
    Limits,
    /// The filters.
    Filters,
    /// What an hour of each hardware costs.
    Prices,
}

impl Controls {
    /// All of them, in the order in which they stand there.
    pub const ALL: [Self; 3] = [Self::Limits, Self::Filters, Self::Prices];

    /// The word in an address, and on the page.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Limits => "limits",
            Self::Filters => "filters",
            Self::Prices => "prices",
        }
    }
}

/// What is shown. The default is the whole page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Without title, box and footer.
    pub embed: bool,
    /// One view alone.
    pub view: Option<View>,
    /// Of [`Controls::ALL`], those under that view. The whole page has them anyway.
    pub controls: [bool; Controls::ALL.len()],
}

/// The parameters.
pub static PARAMS: [Param<Mode>; 3] = [
    Param {
        key: "embed",
        read: |mode, value| {
            mode.embed = value == "1";
            let known = matches!(value, "0" | "1");
            known.then_some(()).ok_or_else(|| Misread::Because("embed is 1 or 0.".to_owned()))
        },
        write: |mode| one(mode.embed.then_some(1)),
    },
    Param {
        key: "view",
        read: |mode, value| {
            mode.view = View::ALL.into_iter().find(|view| view.is_called(value));
            mode.view.map(|_| ()).ok_or_else(|| Misread::Because(NO_SUCH_VIEW.to_owned()))
        },
        write: |mode| one(mode.view.map(View::word)),
    },
    Param {
        key: "controls",
        read: |mode, value| {
            let is_known = |word: &str| Controls::ALL.into_iter().any(|controls| controls.word() == word);
            mode.controls = Controls::ALL.map(|controls| value.split(',').any(|word| word == controls.word()));
            value.split(',').all(is_known).then_some(()).ok_or_else(|| {
                let all = Controls::ALL.map(Controls::word).join(", ");
                Misread::Because(format!("There are no such controls: controls are some of {all}."))
            })
        },
        write: |mode| {
            let on = Controls::ALL.into_iter().zip(mode.controls).filter(|&(_, on)| on);
            let words: Vec<&str> = on.map(|(controls, _)| controls.word()).collect();
            one((!words.is_empty() && mode.view.is_some()).then(|| words.join(",")))
        },
    },
];

/// All names of views that an address may have, besides the ids of their places.
const NO_SUCH_VIEW: &str = "There is no such view: view is one of verdict, scatter, contour, vus, answer, chart, map, evidence. \
                            All is shown.";

/// A query, with or without the question mark, without what frames say: whoever gets a link opens the whole page.
#[must_use]
pub fn whole(query: &str) -> String {
    let query = query.trim_start_matches('?');
    let is_of_frames = |pair: &&str| PARAMS.iter().any(|param| pair.split('=').next() == Some(param.key));
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_of_frames(pair)).collect();
    kept.join("&")
}

impl View {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Verdict, Self::Scatter, Self::Contour, Self::Vus];

    /// As it is called on the page.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Verdict => "Answer",
            Self::Scatter => "Chart of all runs",
            Self::Contour => "Map",
            Self::Vus => "Evidence: did we try enough VUs?",
        }
    }

    /// The view of which somebody comes who has this place on the screen; `named` is what the address names, and
    /// `has_map` whether the map is what its place shows. None at the top of the page, where there are two.
    #[must_use]
    pub fn seen(place: &str, named: &str, has_map: bool) -> Option<Self> {
        match place {
            "answer" => [Self::Verdict, Self::Scatter].into_iter().find(|view| view.place() == named),
            "evidence" => Some(Self::Vus),
            "map" => has_map.then_some(Self::Contour),
            _ => None,
        }
    }

    /// Where it is on the whole page, as an address names places.
    #[must_use]
    pub fn place(self) -> &'static str {
        match self {
            Self::Verdict => "answer",
            Self::Scatter => "chart-title",
            Self::Contour => "contour",
            Self::Vus => "evidence",
        }
    }

    /// Whether an address may call it so: by its own word, or as the page calls its place.
    fn is_called(self, word: &str) -> bool {
        let more = matches!((self, word), (Self::Scatter, "chart") | (Self::Contour, "map"));
        more || word == self.word() || word == self.place()
    }

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Scatter => "scatter",
            Self::Contour => "contour",
            Self::Vus => "vus",
        }
    }
}

impl Mode {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_whole(self) -> bool {
        !self.embed && self.view.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::super::param;
    use super::*;

    #[test]
    fn links_from_frames_are_of_the_whole_page() {
        for (query, kept) in [
            ("?embed=1&view=contour", ""),
            ("dataset=a%2Fb&embed=1&max_vus=64&view=vus", "dataset=a%2Fb&max_vus=64"),
            ("?y=embed&hidden=view%3D&embedded=1", "y=embed&hidden=view%3D&embedded=1"),
            ("embed", ""),
            ("", ""),
        ] {
            assert_eq!(whole(query), kept, "{query}");
        }
    }

    #[test]
    fn a_view_is_read_by_its_word_and_as_its_place_is_called() {
        for (value, view) in [
            ("vus", Some(View::Vus)),
            ("evidence", Some(View::Vus)),
            ("map", Some(View::Contour)),
            ("chart", Some(View::Scatter)),
            ("chart-title", Some(View::Scatter)),
            ("answer", Some(View::Verdict)),
            ("all", None),
            ("", None),
        ] {
            let mut mode = Mode::default();
            let is_known = (PARAMS[1].read)(&mut mode, value).is_ok();
            assert_eq!((mode.view, is_known), (view, view.is_some()), "{value}");
        }
    }

    #[test]
    fn an_unknown_view_is_told_each_name_that_works() {
        let (_, told) = NO_SUCH_VIEW.split_once("one of ").unwrap();
        let names: Vec<&str> = told.split('.').next().unwrap().split(", ").collect();
        for name in &names {
            assert!(View::ALL.iter().any(|view| view.is_called(name)), "{name}");
        }
        for view in View::ALL {
            assert!(names.contains(&view.word()), "{view:?}");
            assert!(view.place() == "chart-title" || names.contains(&view.place()), "{view:?}");
        }
        assert!(names.contains(&"chart") && names.contains(&"map"));
    }

    #[test]
    fn a_view_is_offered_where_it_is_on_the_screen() {
        for (place, named, has_map, view) in [
            ("answer", "", true, None),
            ("answer", "answer", true, Some(View::Verdict)),
            ("answer", "chart-title", true, Some(View::Scatter)),
            ("map", "prices", false, None),
            ("map", "near", true, Some(View::Contour)),
            ("evidence", "answer", true, Some(View::Vus)),
            ("alternatives", "alternatives", true, None),
            ("data", "evidence", true, None),
        ] {
            assert_eq!(View::seen(place, named, has_map), view, "{place} {named}");
        }
    }

    #[test]
    fn modes_round_trip_and_nonsense_is_reported() {
        for view in View::ALL.map(Some).into_iter().chain([None]) {
            let mode = Mode { embed: view.is_some(), view, controls: [view.is_some(), false, view.is_some()] };
            let mut read = Mode::default();
            for (key, value) in param::pairs(&PARAMS, &mode) {
                assert_eq!(param::read(&PARAMS, &mut read, key, &value), Some(Ok(())));
            }
            assert_eq!(read, mode);
        }
        let mut mode = Mode::default();
        let mut note = |key: &str, value: &str| {
            let outcome = param::read(&PARAMS, &mut mode, key, value)?;
            outcome.err().map(|misread| misread.words(key, value))
        };
        assert!(note("view", "everything").is_some_and(|note| note.contains("contour")));
        assert!(note("embed", "yes").is_some());
        assert!(note("controls", "limits,all").is_some_and(|note| note.contains("prices")));
        assert!(note("controls", "").is_some());
        assert_eq!((note("controls", "prices,prices"), note("other", "1")), (None, None));
        assert_eq!(mode, Mode { controls: [false, false, true], ..Mode::default() });
    }
}

//! What to paste elsewhere so that this page stands there: a notebook, another page, a text.
//!
//! Everything is escaped for the language it is written in. Addresses come from the page itself; what no address may hold
//! (spaces, quotes, angle brackets) is percent-encoded once more, so that none ends the place where it stands.

use super::python::text::literal;
use crate::page::choice::mode::View;
use crate::text::foreign::shown;
use crate::text::markup::escape;
use crate::text::percent::as_pasted;

/// Text to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Where it is pasted.
    pub name: &'static str,
    /// What is pasted.
    pub text: String,
    /// What has to be known there.
    pub note: &'static str,
}

/// The name under which [`snippets`] expect the picture; it is not uploaded anywhere by the page.
pub const IMAGE: &str = "isocost.png";

// IFrame escapes the address since IPython 9 and did not before: it is given one that either way is right. It would
// append further arguments after another question mark, so that the address has them all.
const PYTHON: &str = r#"from html import escape
from IPython.display import HTML, IFrame, display

ADDRESS = $0
display(IFrame(ADDRESS, width="100%", height=$2, extras=[$1, 'loading="lazy"', 'allow="clipboard-write"']))
display(HTML(f'<a href="{escape(ADDRESS)}" target="_blank" rel="noopener noreferrer">{escape(ADDRESS)}</a>'))
"#;

/// Gives the frame of a view the height that the view tells, which the width and the reader change.
const FOLLOWS: &str = r#"
<script>
  addEventListener("message", ({ source, data }) => {
    const frame = [...document.querySelectorAll("iframe")].find((frame) => frame.contentWindow === source);
    if (frame?.title.startsWith("Isocost") && data?.type === "isocost:height") frame.height = data.height;
  });
</script>"#;

/// Why others cannot open an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// A server of this computer.
    Local,
    /// It is not encrypted, so that encrypted pages do not frame it.
    Unencrypted,
    /// A file of this computer.
    File,
}

impl Unreachable {
    /// Whether it leads nowhere from another computer.
    #[must_use]
    pub fn is_of_here(self) -> bool {
        matches!(self, Self::Local | Self::File)
    }

    /// Why, and what to do.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Local => {
                "Others cannot open this: the page is served by this computer, and its address leads nowhere from another \
                 one. Save the page as one file and send that, or put it on the web, for example as a static Space on \
                 Hugging Face, and share from there."
            }
            Self::Unencrypted => {
                "Others may not see this: the address is not encrypted, and pages and notebooks that are do not show such \
                 frames. Share from an address that begins with https."
            }
            Self::File => {
                "Others cannot open this: the page is a file of this computer and has no address on the web. Send the file, \
                 or put it on the web, for example as a static Space on Hugging Face, and share from there."
            }
        }
    }
}

/// Why others cannot open an address; `None` when they can.
#[must_use]
pub fn unreachable(address: &str) -> Option<Unreachable> {
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    // A port, but not the colons of an IPv6 address.
    let host = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(host.as_str(), |(host, _)| host);
    let local = host == "localhost"
        || host.ends_with(".localhost")
        || (host.starts_with("127.") && host.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit()))
        || matches!(host, "0.0.0.0" | "[::1]" | "[::]");
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" if local => Some(Unreachable::Local),
        "https" if !host.is_empty() => None,
        "http" if !host.is_empty() => Some(Unreachable::Unencrypted),
        _ => Some(Unreachable::File),
    }
}

/// The snippets for the page at this address (absolute, with its query and hash), which shows this data set, or a part of it
/// alone.
#[must_use]
pub fn snippets(address: &str, title: &str, part: Option<Part>) -> Vec<Snippet> {
    let address = encoded(address);
    let title = ["Isocost: ", &one_line(title)].concat();
    let attribute = ["title=\"", &escape(&title), "\""].concat();
    let height = height_css(part).to_string();
    let python = PYTHON.replacen("$2", &height, 1).replacen("$1", &literal(&attribute), 1);
    let python = python.replacen("$0", &literal(&address), 1);
    let frame = [
        "<iframe src=\"",
        &escape(&address),
        "\" ",
        &attribute,
        " width=\"100%\" height=\"",
        &height,
        "\" style=\"border: 0\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>",
        if part.is_some() { FOLLOWS } else { "" },
    ];
    let link = ["[", &markdown(&title), "](", &address, ")"].concat();
    let image = ["[![", &markdown(&title), "](", IMAGE, ")](", &address, ")"];
    vec![
        Snippet {
            name: "Notebook",
            text: python,
            note: "The link below the frame stays when a notebook is opened that is not trusted: frames are dropped there.",
        },
        Snippet {
            name: "Web page",
            text: frame.concat(),
            note: "In a sandbox it needs allow-scripts, and allow-downloads to save files. Where the page that it stands in \
                   forbids scripts, leave out the script: the frame then keeps its height.",
        },
        Snippet {
            name: "Text (Markdown)",
            text: link,
            note: "For places that drop frames: README files, issues, forums.",
        },
        Snippet {
            name: "Picture that leads here (Markdown)",
            text: image.concat(),
            note: "Save a chart as PNG, put it beside the text, and name it isocost.png (or write its name here).",
        },
    ]
}

/// A view and how many charts it has below each other.
pub type Part = (View, usize);

/// The height of a frame in which a view stands whole where it is 600 px wide, CSS px; of the whole page a screen.
#[must_use]
pub fn height_css(part: Option<Part>) -> u32 {
    let Some((view, charts)) = part else { return 800 };
    let charts = u32::try_from(charts.clamp(1, 32)).unwrap_or(1);
    match view {
        View::Verdict => 640,
        View::Scatter => 800,
        View::Contour => 280 + 360 * charts,
        View::Vus => 790 + 310 * charts,
    }
}

/// An address that ends nothing in which it stands.
fn encoded(address: &str) -> String {
    // Control characters and spaces beyond ASCII are in no address that a browser gives.
    let kept: String = address.chars().filter(|c| c.is_ascii() || !(c.is_control() || c.is_whitespace())).collect();
    as_pasted(&kept)
}

/// A title: one line, in which every character is seen.
fn one_line(text: &str) -> String {
    shown(text).chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

/// Text of a link, in which nothing means anything.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\[]()`*_<>&!#|~$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://a-b.static.hf.space/index.html?dataset=a%2Fb&hw_type=x#plan";

    fn texts(address: &str, title: &str) -> Vec<String> {
        snippets(address, title, None).into_iter().map(|snippet| snippet.text).collect()
    }

    #[test]
    fn who_can_open_what() {
        for open in [ADDRESS, "https://user@example.org:8443/x", "HTTPS://EXAMPLE.ORG", "https://127.example.org.uk/"] {
            assert_eq!(unreachable(open), None, "{open}");
        }
        let cause = |address| unreachable(address).unwrap().words();
        for local in ["http://localhost:8080/", "http://127.0.0.1:8080/?x", "https://[::1]:1/", "http://x.localhost"] {
            assert!(cause(local).contains("this computer"), "{local}");
        }
        assert!(cause("http://example.org/").contains("not encrypted"));
        for none in ["file:///isocost.html", "about:srcdoc", "blob:null/1", "", "https://", "/index.html"] {
            assert!(cause(none).contains("no address"), "{none}");
        }
    }

    #[test]
    fn an_address_with_a_query_as_it_is() {
        let [python, frame, link, image] = &texts(ADDRESS, "Vision embedding")[..] else { panic!("four") };
        assert!(python.contains(&format!("ADDRESS = \"{ADDRESS}\"\n")));
        assert!(python.contains("extras=[\"title=\\\"Isocost: Vision embedding\\\"\", 'loading"));
        assert!(frame.starts_with(
            "<iframe src=\"https://a-b.static.hf.space/index.html?dataset=a%2Fb&amp;hw_type=x#plan\" title="
        ));
        assert_eq!(*link, format!("[Isocost: Vision embedding]({ADDRESS})"));
        assert_eq!(*image, format!("[![Isocost: Vision embedding](isocost.png)]({ADDRESS})"));
    }

    #[test]
    fn the_frame_of_a_view_has_its_height_and_follows_it() {
        let frame = |part| snippets(ADDRESS, "x", part).swap_remove(1).text;
        assert!(frame(None).contains("height=\"800\"") && !frame(None).contains("<script>"));
        let maps = frame(Some((View::Contour, 4)));
        assert!(maps.contains("height=\"1720\"") && maps.contains("isocost:height"), "{maps}");
        for (part, height) in
            [((View::Contour, 0), 640), ((View::Contour, usize::MAX), 11_800), ((View::Vus, 1), 1_100)]
        {
            assert_eq!(height_css(Some(part)), height);
        }
    }

    #[test]
    fn nothing_ends_what_it_stands_in() {
        let odd = "a\"b'c\n](javascript:x)<script>&$0$1`*\u{202e}";
        let address = "https://example.org/?q=\"><script>)\n' '";
        let [python, frame, link, image] = &texts(address, odd)[..] else { panic!("four") };
        assert!(python.contains("ADDRESS = \"https://example.org/?q=%22%3E%3Cscript%3E%29%0A'%20'\"\n"));
        assert!(python.contains(r"a&quot;b'c ](javascript:x)&lt;script&gt;&amp;$0$1`*[U+202E]"), "{python}");
        assert_eq!(frame.matches('<').count(), 2, "{frame}");
        assert_eq!(frame.matches('"').count(), 14, "{frame}");
        assert!(link.contains("a\"b'c \\]\\(javascript:x\\)\\<script\\>\\&\\$0\\$1\\`\\*\\[U+202E\\]"), "{link}");
        assert!(link.ends_with("](https://example.org/?q=%22%3E%3Cscript%3E%29%0A'%20')"), "{link}");
        assert!(image.lines().count() == 1 && link.lines().count() == 1);
    }
}

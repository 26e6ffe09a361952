//! Text layout without a font: estimated width, shortening and wrapping.

/// The most characters of a text that are laid out.
const MOST_CHARS: usize = 1_200;
const ELLIPSIS: char = '…';

/// The estimated width of text, in the unit of `size`: an upper estimate after DejaVu Sans, which is wider than most
/// system fonts.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(share).sum::<f64>() * size
}

fn share(c: char) -> f64 {
    match c {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.33,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | '·' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | ELLIPSIS => 1.0,
        'A'..='Z' => 0.74,
        // Wide scripts and emoji.
        '\u{1100}'.. => match c {
            '\u{1e00}'..='\u{2bff}' => 0.75,
            _ => 1.1,
        },
        _ => 0.63,
    }
}

/// The text, cut with an ellipsis if it does not fit.
#[must_use]
pub fn shortened(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room { text.to_owned() } else { cut(text, size, room) }
}

/// As much of the text as fits before an ellipsis.
fn cut(text: &str, size: f64, room: f64) -> String {
    let mut left = room - width("…", size);
    let fits = |c: &char| {
        left -= share(*c) * size;
        left >= 0.0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}{ELLIPSIS}", kept.trim_end())
}

/// The text in at most `most` lines no wider than `room`; the rest is cut with an ellipsis. A word wider than a line is
/// broken.
#[must_use]
pub fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let read = text.char_indices().nth(MOST_CHARS).map_or(text, |(end, _)| &text[..end]);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut at = 0.0;
    for word in read.split(' ').filter(|word| !word.is_empty()) {
        let (gap, wide) = (if line.is_empty() { 0.0 } else { width(" ", size) }, width(word, size));
        if at + gap + wide <= room {
            if gap > 0.0 {
                line.push(' ');
            }
            line += word;
            at += gap + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        at = 0.0;
        for c in word.chars() {
            let wide = share(c) * size;
            if at + wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                at = 0.0;
            }
            line.push(c);
            at += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let more = lines.len() > most || read.len() < text.len();
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| more) {
        *last = cut(last, size, room);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let text = "One run is on the Pareto front, from $44,496.51 at 709.6 ms to $52,000.00 at 242 ms.";
        let lines = wrapped(text, 12.0, 180.0, 9);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line, 12.0) <= 180.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert_eq!(wrapped("", 12.0, 100.0, 2), [""; 0]);
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let lines = wrapped(&"word ".repeat(100), 12.0, 100.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && lines[1].matches('…').count() == 1, "{lines:?}");
        assert!(lines.iter().all(|line| width(line, 12.0) <= 100.0), "{lines:?}");
        let endless = wrapped(&"x".repeat(1_000_000), 12.0, 100.0, 3);
        assert!(endless.len() == 3 && endless.iter().all(|line| width(line, 12.0) <= 100.0), "{endless:?}");
        // A room for nothing.
        assert!(wrapped("ab", 12.0, 0.0, 3).len() <= 3);
    }

    #[test]
    fn what_fits_is_whole() {
        assert_eq!(shortened("nvidia-l4", 12.0, 200.0), "nvidia-l4");
        assert_eq!(shortened("nvidia-l4", 12.0, width("nvidia-l4", 12.0)), "nvidia-l4");
        let cut = shortened("nvidia-l4 with a long image", 12.0, 80.0);
        assert!(cut.ends_with('…') && width(&cut, 12.0) <= 80.0, "{cut}");
        assert_eq!(shortened("画像埋め込み", 12.0, 30.0), "画…");
    }
}

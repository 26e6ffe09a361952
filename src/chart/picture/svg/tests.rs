use plotters::style::{Color, RGBColor};

use super::*;
use crate::chart::painter::{Anchor, Painter};

const RED: RGBColor = RGBColor(255, 0, 16);

fn drawn(draw: impl FnOnce(&mut Painter<'_, SvgBackend>)) -> String {
    let mut svg = SvgBackend::new((40.0, 30.0));
    draw(&mut Painter::with_subpixels(&mut svg, 1.0, UNITS));
    svg.body
}

#[test]
fn fill_and_outline_of_a_mark_are_one_element() {
    let corners = [(1.0, 2.0), (3.0, 2.0), (2.0, 4.04)];
    let closed = [corners[0], corners[1], corners[2], corners[0]];
    let svg = drawn(|painter| {
        painter.polygon(&corners, RED.mix(0.8)).unwrap();
        painter.path(&closed, RED.to_rgba(), 1.0).unwrap();
        painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), true).unwrap();
        painter.circle((5.0, 5.0), 2.0, RED.mix(0.5), false).unwrap();
    });
    assert_eq!(
        svg,
        "<path d=\"M1 2L3 2 2 4Z\" fill=\"#ff0010\" fill-opacity=\"0.8\" stroke=\"#ff0010\"/>\n\
         <circle cx=\"5\" cy=\"5\" r=\"2\" fill=\"#ff0010\" stroke=\"#ff0010\" stroke-opacity=\"0.5\"/>\n"
    );
}

#[test]
fn different_shapes_are_not_merged() {
    let svg = drawn(|painter| {
        painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), true).unwrap();
        painter.circle((5.0, 5.0), 3.0, RED.to_rgba(), false).unwrap();
        painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), true).unwrap();
        painter.text("x", (1.0, 1.0), Anchor::Left, 12.0, RED).unwrap();
        painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), false).unwrap();
        painter.path(&[(0.0, 0.0), (1.0, 1.0)], RED.mix(0.0), 1.0).unwrap();
        painter.path(&[], RED.to_rgba(), 1.0).unwrap();
        painter.path(&[(0.0, f64::NAN), (1.0, 1.0)], RED.to_rgba(), 2.0).unwrap();
    });
    assert_eq!((svg.lines().count(), svg.matches("<circle").count()), (6, 4), "{svg}");
    assert!(svg.ends_with("<path d=\"M0 0L1 1\" fill=\"none\" stroke=\"#ff0010\" stroke-width=\"2\"/>\n"), "{svg}");
}

#[test]
fn text_is_anchored_and_escaped() {
    let svg = drawn(|painter| {
        painter.text("</text><script>&\"\u{8}", (5.0, 5.0), Anchor::Below, 12.0, RED).unwrap();
        painter.heading("ends\nhere", (5.0, 5.0), 10.0, RED).unwrap();
    });
    assert_eq!(
        svg,
        "<text x=\"5\" y=\"14.6\" font-size=\"12\" text-anchor=\"middle\" fill=\"#ff0010\">\
         &lt;/text&gt;&lt;script&gt;&amp;&quot;\u{fffd}</text>\n\
         <text x=\"5\" y=\"13\" font-size=\"10\" font-weight=\"bold\" fill=\"#ff0010\">ends here</text>\n"
    );
}

#[test]
fn the_origin_offsets_all_shapes() {
    let svg = drawn(|painter| {
        painter.set_origin((10.0, 20.0));
        painter.fill_rect((0.0, 0.0), (3.0, 4.0), RED).unwrap();
        painter.rule((0.0, 0.0), (3.0, 0.0), RED).unwrap();
    });
    assert_eq!(
        svg,
        "<rect x=\"10\" y=\"20\" width=\"3\" height=\"4\" fill=\"#ff0010\"/>\n\
         <path d=\"M10.5 20.5L13.5 20.5\" fill=\"none\" stroke=\"#ff0010\"/>\n"
    );
}

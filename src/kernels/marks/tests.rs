use super::*;

use crate::pixel::PixelAxis;

const PLAIN: PixelAxis = PixelAxis { logarithmic: false, zero_px: 0.0, unit_px: 1.0, shown_px: (-0.5, 100.0) };
const DOUBLINGS: PixelAxis = PixelAxis { logarithmic: true, ..PLAIN };

/// Of an image of 10 by 10 pixels.
fn top_marks(across: PixelAxis) -> TopMarks {
    TopMarks::new(Pixels::rounded(across, 10), Pixels::rounded(PLAIN, 10))
}

fn topmost(places: &mut TopMarks, x: &[f64], y: &[f64]) -> Vec<(usize, usize)> {
    let mut top = Vec::new();
    places.topmost((x, y), &mut top);
    top.iter().map(|top| (top.at, top.pixel)).collect()
}

#[test]
fn only_the_last_mark_on_a_pixel_is_on_top() {
    let mut places = top_marks(PLAIN);
    assert_eq!(topmost(&mut places, &[1.0, 2.0, 1.4], &[0.0, 1.0, -0.4]), [(2, 1), (1, 12)]);
    assert_eq!(topmost(&mut places, &[2.0, 3.0], &[1.0, 1.0]), [(1, 13)]);
}

#[test]
fn values_off_the_chart_or_without_a_logarithm_are_skipped() {
    let odd = [f64::NAN, f64::INFINITY, -1.0, 10.0, 9.4, -0.6, 0.0];
    assert_eq!(topmost(&mut top_marks(PLAIN), &odd, &[0.0; 7]), [(6, 0), (4, 9)]);
    let odd = [f64::NAN, 0.0, -4.0, f64::INFINITY, 8.0, 1.0];
    assert_eq!(topmost(&mut top_marks(DOUBLINGS), &odd, &[0.0; 6]), [(5, 0), (4, 3)]);
    let narrow = PixelAxis { shown_px: (2.0, 3.0), ..PLAIN };
    assert_eq!(topmost(&mut top_marks(narrow), &[1.9, 2.0, 3.0, 3.1], &[0.0; 4]), [(2, 3), (1, 2)]);
}

#[test]
fn blending_is_exact_in_each_channel() {
    for opacity in 0..=255u8 {
        for below in (0..=255u8).step_by(5) {
            let share = (f64::from(below) * f64::from(255 - opacity) / 255.0).round() as u8;
            assert_eq!(over([below, 0, below, 255], [0, 0, 0, opacity]), [share, 0, share, 255]);
            assert_eq!(over([0, below, 0, 255], [0, 0, 0, opacity]), [0, share, 0, 255]);
        }
    }
}

#[test]
fn a_sprite_is_clipped_at_every_edge() {
    let sprite = [Sprite::new(1, vec![[9, 9, 9, 200]; 9])];
    for (pixel, opaque) in [(0, 4), (4, 4), (2, 6), (12, 9), (24, 4)] {
        let mut raster = Raster::new(5, 5, [255; 3]);
        raster.draw(&[(pixel, 0)], &sprite);
        assert_eq!(raster.pixels.iter().filter(|pixel| pixel[0] < 255).count(), opaque, "{pixel}");
    }
    Raster::new(1, 1, [255; 3]).draw(&[(0, 0)], &sprite);
}

#[test]
fn the_first_mark_is_uppermost() {
    let sprites = [Sprite::new(0, vec![[200, 0, 0, 255]]), Sprite::new(0, vec![[0, 0, 200, 255]])];
    let mut raster = Raster::new(2, 1, [255; 3]);
    raster.draw(&[(0, 0), (0, 1)], &sprites);
    assert_eq!(raster.into_pixels(), [[200, 0, 0, 255], [255; 4]]);
}

#[test]
fn bars_are_antialiased_and_marks_are_translucent() {
    let mut raster = Raster::new(4, 2, [200, 100, 0]);
    raster.bar((0.5, 1.0), (3.0, 9.0), [0, 0, 0]);
    raster.bar((-5.0, -5.0), (-1.0, -1.0), [1, 1, 1]);
    raster.draw(&[(3, 0)], &[Sprite::new(0, vec![[0, 0, 128, 128]])]);
    let image = raster.into_pixels();
    assert_eq!(image[..4], [[200, 100, 0, 255], [200, 100, 0, 255], [200, 100, 0, 255], [100, 50, 128, 255]]);
    assert_eq!(image[4..], [[100, 50, 0, 255], [0, 0, 0, 255], [0, 0, 0, 255], [200, 100, 0, 255]]);
}

#[test]
fn masks_have_the_area_of_their_shape() {
    let square = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    for (corners, radius, area) in [(&[][..], 5.0, 78.54), (&square[..], 5.0, 100.0), (&[], 2.0, 12.57)] {
        let mask = Mask::cut(corners, radius);
        let sum = |of: fn(&(u8, u8)) -> u8| mask.covered.iter().map(|at| f64::from(of(at))).sum::<f64>() / 16.0;
        let (filled, edge) = (sum(|at| at.0), sum(|at| at.1));
        assert!((filled + edge - area).abs() < 1.5, "{corners:?}: {filled} and {edge}");
        let inner = if radius < LEAST_OUTLINED_PX { area } else { area * (4.0f64 / 5.0).powi(2) };
        assert!((filled - inner).abs() < 1.5, "{corners:?}: {filled}");
    }
    let Sprite { reach, pixels, .. } = Mask::cut(&[], 5.0).sprite([200, 0, 0], [0, 0, 0], 85);
    assert_eq!((reach, pixels[8 * 17 + 8]), (8, [170, 0, 0, 217]));
}

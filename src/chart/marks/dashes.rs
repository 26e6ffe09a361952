//! Dashed lines as separate dashes, because not every plotters backend can draw dashes.

/// Cuts a polyline into dashes of `on` px with gaps of `off` px, continuing round its corners.
///
/// Points that are not finite end the line before them and begin a new one after. Lengths that are not above zero
/// give the line as it is.
#[must_use]
pub fn dashes(line: &[(f64, f64)], on: f64, off: f64) -> Vec<Vec<(f64, f64)>> {
    let whole = line.split(|p| !(p.0.is_finite() && p.1.is_finite())).filter(|part| part.len() > 1);
    if on > 0.0 && off > 0.0 {
        whole.flat_map(|part| cut(part, on, off)).collect()
    } else {
        whole.map(<[_]>::to_vec).collect()
    }
}

fn cut(line: &[(f64, f64)], on: f64, off: f64) -> Vec<Vec<(f64, f64)>> {
    let mut dashes = Vec::new();
    let mut dash = vec![line[0]];
    let (mut drawing, mut left) = (true, on);
    for pair in line.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let length = (x1 - x0).hypot(y1 - y0);
        let mut at = 0.0;
        while length - at > left {
            at += left;
            let point = (x0 + (x1 - x0) * at / length, y0 + (y1 - y0) * at / length);
            if drawing {
                dash.push(point);
                dashes.push(std::mem::take(&mut dash));
            } else {
                dash.push(point);
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - at;
        if drawing {
            dash.push((x1, y1));
        }
    }
    if dash.len() > 1 {
        dashes.push(dash);
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners() {
        let line = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        let got = dashes(&line, 6.0, 2.0);
        assert_eq!(got[0], [(0.0, 0.0), (6.0, 0.0)]);
        assert_eq!(got[1], [(8.0, 0.0), (10.0, 0.0), (10.0, 4.0)]);
        assert_eq!(got[2], [(10.0, 6.0), (10.0, 10.0)]);
        assert_eq!(got.len(), 3);
    }

    #[test]
    fn nothing_to_draw() {
        assert!(dashes(&[], 6.0, 4.0).is_empty());
        assert!(dashes(&[(1.0, 1.0)], 6.0, 4.0).is_empty());
        let broken = [(0.0, 0.0), (4.0, 0.0), (f64::NAN, 0.0), (9.0, 0.0), (9.0, 4.0)];
        assert_eq!(dashes(&broken, 6.0, 4.0).len(), 2);
    }
}

//! Surfaces over VUs and batch size, and the levels at which they are cut.

use crate::data::runs::roles::Role;
use crate::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use crate::page::contour::view::{MOST_PANELS, NOTEBOOK_ABOVE_VUS};

use super::code::Code;
use super::labels;
use super::rows::{filtered, limited};
use super::text::number;

const SAMPLES: &str = r#"

def samples(runs):
    places = runs[[$0]].apply(usable).notna().all(axis=1)$1
    return runs[places]


"#;

const ROUND_LEVELS: &str = r#"def find_levels(values, count=12):
    low, high = values.min(), values.max()
    if not high > low:
        return np.array([])
    rough = (high - low) / count
    steps = 10.0 ** np.floor(np.log10(rough)) * np.array([1, 2, 2.5, 5, 10])
    step = steps[np.abs(np.log(steps / rough)).argmin()]
    levels = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    return levels[(levels > low) & (levels < high)]


"#;

const PERCENTILE_LEVELS: &str = r#"def find_levels(values, count=12):
    low, high = values.min(), values.max()
    if not high > low:
        return np.array([])
    levels = np.unique(np.percentile(values, np.linspace(0, 100, count + 2)))
    return levels[(levels > low) & (levels < high)]


"#;

const NOTEBOOK_LEVELS: &str = r#"def find_levels(values):
    if values.empty:
        return np.array([])
    percentiles = np.percentile(values, np.linspace(0, 100, 40))
    start, end, step = percentiles[0], percentiles[-1], np.mean(np.diff(percentiles))
    print("Levels from", start, "to", end, "by", step)
    return np.unique(np.linspace(start, end, 40))


"#;

const LEVELS: &str = r#"# Those of the whole table, whatever the filters.
levels = find_levels(samples(df)$0["$1"])
print("Levels:", levels)
panels = dict(list(samples($2)$3.groupby($4, dropna=False)))


"#;

const OWN_LEVELS: &str = r#"# Each panel has its own: those of the whole table, whatever the filters.
levels = {panel: find_levels(runs["$1"]) for panel, runs in samples(df)$0.groupby($4, dropna=False)}
panels = dict(list(samples($2)$3.groupby($4, dropna=False)))


"#;

const NOTEBOOK_VALUE: &str = r#"def value_at(panel, vus, batch_size):
    """Linear between the runs of a panel; NaN outside of them."""
    sites = panels[panel].drop_duplicates(["vus", "batch_size"])
    try:
        return griddata(sites[["vus", "batch_size"]].to_numpy(), sites["$0"].to_numpy(), (vus, batch_size))
    except QhullError:  # Fewer than three places, or all on one line.
        return np.full(np.broadcast_shapes(np.shape(vus), np.shape(batch_size)), np.nan)


"#;

const VALUE: &str = r#"def value_at(panel, vus, batch_size):
    """Linear between the runs of a panel$2; in a full cell of a lattice the mean of both diagonals. NaN outside."""
    sites = panels[panel].groupby(["vus", "batch_size"], as_index=False)["$0"].mean()
    places, values = $1(sites[["vus", "batch_size"]].to_numpy()), sites["$0"].to_numpy()
    wanted = $1(np.stack([vus, batch_size], axis=-1))
    try:
        mesh = Delaunay(places)
    except QhullError:  # Fewer than three places, or all on one line.
        return np.full(len(wanted), np.nan)
    found, triangle = LinearNDInterpolator(mesh, values)(wanted), mesh.find_simplex(wanted)
    for this, other in ((this, other) for this, near in enumerate(mesh.neighbors) for other in near if other > this):
        cell, inside = np.unique(mesh.simplices[[this, other]]), np.isin(triangle, [this, other])
        low, high = places[cell].min(axis=0), places[cell].max(axis=0)
        if ((places[cell] == low) | (places[cell] == high)).all():
            a, d, b, c = values[cell[np.lexsort(places[cell].T[::-1])]] / 4
            x, y = (2 * (wanted[inside] - low) / (high - low) - 1).T
            bend = np.where(abs(x) > abs(y), np.sign(x) * y, np.sign(y) * x)
            found[inside] = a + b + c + d + x * (b + c - a - d) + y * (c + d - a - b) + bend * (a + c - b - d)
    return found


"#;

const BEST: &str = r#"best = samples($0)$1
best = best.assign(ms=usable(best["avg_latency_ms"])).sort_values(["$2", "ms"], ascending=[$3, True])
best = best.drop_duplicates($4)[columns]
print("Best run of each panel:", best.to_string(), sep="\n")
"#;

const MIDDLES: &str = r#"for panel, runs in panels.items():
    vus, batch_size = (np.sqrt(runs[axis].min() * runs[axis].max()) for axis in ["vus", "batch_size"])
    print(panel, "at", vus, "VUs and batch size", batch_size, "about", *value_at(panel, [vus], [batch_size]))
"#;

const GRIDS: &str = r#"grids = {}
for panel, runs in panels.items():
    x, y = (np.linspace(runs[axis].min(), runs[axis].max(), 100) for axis in ["vus", "batch_size"])
    grids[panel] = value_at(panel, x[None, :], y[:, None])
    print(panel, "on a grid of 100 x 100 up to", np.nanmax(grids[panel], initial=0))
"#;

pub fn write(code: &mut Code<'_>, controls: Controls) {
    let notebook = code.choice.notebook;
    let controls = if notebook { Controls::NOTEBOOK } else { controls };
    let role = match controls.quantity {
        Quantity::Cost => Role::Cost,
        Quantity::P95Latency => Role::P95Latency,
        Quantity::Throughput => Role::Throughput,
    };
    let value = if role == Role::Cost { code.cost() } else { code.column(role) };
    let rows = filtered(code);
    let within = limited(code, rows);
    for role in [Role::Vus, Role::BatchSize, Role::AvgLatency] {
        code.column(role);
    }
    if notebook {
        let mut counts = [" & np.isfinite(runs[\"", value, "\"])"].concat();
        if code.shown.groups.labels.len() > 1 {
            counts.extend([" & (runs[\"vus\"] > ", number(NOTEBOOK_ABOVE_VUS).as_str(), ")"]);
        }
        code.fill(SAMPLES, &["\"vus\", \"batch_size\"", &counts]);
    } else {
        code.fill(SAMPLES, &[&["\"", value, "\", \"vus\", \"batch_size\""].concat(), ""]);
    }
    code.body += match controls.levels {
        _ if notebook => NOTEBOOK_LEVELS,
        LevelRule::Equal => ROUND_LEVELS,
        LevelRule::Percentile => PERCENTILE_LEVELS,
    };
    let drawn = drawn(code);
    let keys = code.keys(&[Role::HwType, Role::Image]);
    let levels = if notebook && code.shown.groups.labels.len() > 1 { OWN_LEVELS } else { LEVELS };
    code.fill(levels, &[&drawn, value, rows, &drawn, &keys]);
    let (into, axes) =
        if controls.interpolation == Interpolation::Log { ("np.log2", " on logarithmic axes") } else { ("", "") };
    code.fill(if notebook { NOTEBOOK_VALUE } else { VALUE }, &[value, into, axes]);
    let up = if controls.quantity.more_is_better() { "False" } else { "True" };
    code.name_columns(role);
    code.fill(BEST, &[within, &drawn, value, up, &keys]);
    code.body += if notebook { GRIDS } else { MIDDLES };
}

/// Only the first panels are drawn, and make the levels. The rows are told from the others by their labels.
fn drawn(code: &mut Code<'_>) -> String {
    let groups = &code.shown.groups;
    if groups.labels.len() <= MOST_PANELS {
        return String::new();
    }
    let mut panels = Vec::new();
    for group in 0..MOST_PANELS {
        let Some(row) = groups.of_row.iter().position(|&of| of == group) else { continue };
        let names = [(Role::HwType, &code.runs().hw_type), (Role::Image, &code.runs().image)];
        let conditions = names.map(|(role, category)| labels::is(code, "runs", role, category.label(row)));
        panels.push(["(", &labels::all(&conditions), ")"].concat());
    }
    [".loc[lambda runs: ", &panels.join(" | "), "]"].concat()
}

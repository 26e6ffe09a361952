//! Surfaces over two settings, and the levels at which they are cut.

use crate::data::runs::load::LoadAxis;
use crate::data::runs::roles::Role;
use crate::data::runs::settings::Kind;
use crate::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use crate::page::choice::contour_axes::ContourAxes;
use crate::page::contour::plane::{Plane, What};
use crate::page::contour::view::{MOST_PANELS, NOTEBOOK_ABOVE_VUS};

use super::code::Code;
use super::labels;
use super::measures;
use super::rows::{filtered, limited};
use super::text::{literal, number};

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
$5

"#;

const OWN_LEVELS: &str = r#"# Each panel has its own: those of the whole table, whatever the filters.
levels = {panel: find_levels(runs["$1"]) for panel, runs in samples(df)$0.groupby($4, dropna=False)}
panels = dict(list(samples($2)$3.groupby($4, dropna=False)))
$5

"#;

const NOTEBOOK_VALUE: &str = r#"def value_at(panel, vus, batch_size):
    """Linear between the runs of a panel; NaN outside of them."""
    sites = panels[panel].drop_duplicates(["vus", "batch_size"])
    try:
        return griddata(sites[["vus", "batch_size"]].to_numpy(), sites["$0"].to_numpy(), (vus, batch_size))
    except QhullError:  # Fewer than three places, or all on one line.
        return np.full(np.broadcast_shapes(np.shape(vus), np.shape(batch_size)), np.nan)


"#;

const VALUE: &str = r#"def value_at(panel, x, y):
    """Linear between the runs of a panel$2; in a full cell of a lattice the mean of both diagonals. NaN outside."""
    sites = panels[panel].groupby(axes, as_index=False)["$0"].mean()
    places, values = $1(sites[axes].to_numpy()), sites["$0"].to_numpy()
    wanted = $1(np.stack([x, y], axis=-1))
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
            u, v = (2 * (wanted[inside] - low) / (high - low) - 1).T
            bend = np.where(abs(u) > abs(v), np.sign(u) * v, np.sign(v) * u)
            found[inside] = a + b + c + d + u * (b + c - a - d) + v * (c + d - a - b) + bend * (a + c - b - d)
    return found


"#;

const BEST: &str = r#"best = samples($0)$1
best = best.assign(ms=usable(best["avg_latency_ms"])).sort_values(["$2", "ms"], ascending=[$3, True])
best = best.drop_duplicates($4)[columns]
print("Best run of each panel:", best.to_string(), sep="\n")
"#;

const MIDDLES: &str = r#"for panel, runs in panels.items():
    x, y = (np.sqrt(runs[axis].min() * runs[axis].max()) for axis in axes)
    print(panel, "at", *zip(axes, [x, y]), "about", *value_at(panel, [x], [y]))
"#;

const GRIDS: &str = r#"grids = {}
for panel, runs in panels.items():
    x, y = (np.linspace(runs[axis].min(), runs[axis].max(), 100) for axis in ["vus", "batch_size"])
    grids[panel] = value_at(panel, x[None, :], y[:, None])
    print(panel, "on a grid of 100 x 100 up to", np.nanmax(grids[panel], initial=0))
"#;

/// The names in `df` of what the charts lie over and show.
struct Names {
    x: String,
    y: String,
    value: String,
    /// The role of what is shown, where it has one.
    role: Option<Role>,
}

impl Names {
    fn of(code: &mut Code<'_>, plane: &Plane) -> Self {
        let [x, y] = [&plane.x, &plane.y].map(|setting| match &setting.kind {
            Kind::Load(LoadAxis::Vus) => code.column(Role::Vus).to_owned(),
            Kind::Load(LoadAxis::AskedRate) => code.column(Role::AskedRate).to_owned(),
            Kind::Load(LoadAxis::BatchSize) => code.column(Role::BatchSize).to_owned(),
            Kind::Gpus => code.column(Role::GpuCount).to_owned(),
            Kind::Column(name) => code.also(name),
        });
        let role = match &plane.what {
            What::Usual(Quantity::Cost) => Role::Cost,
            What::Usual(Quantity::P95Latency) => Role::P95Latency,
            What::Usual(Quantity::Throughput) => Role::Throughput,
            What::Own(measure) => {
                let runs = code.runs();
                let own = runs.source(&measure.key).and_then(|source| measures::value(code, source, "df"));
                code.fill("df[\"$0\"] = $1\n", &[OWN, own.as_deref().unwrap_or("np.nan")]);
                return Self { x, y, value: OWN.to_owned(), role: None };
            }
        };
        if role == Role::Throughput && code.runs().reliability.good_share.is_some() {
            let answered = measures::answered(code, "df");
            code.fill("df[\"$0\"] = $1\n", &[OWN, &answered]);
            return Self { x, y, value: OWN.to_owned(), role: None };
        }
        let value = if role == Role::Cost { code.cost() } else { code.column(role) };
        Self { x, y, value: value.to_owned(), role: Some(role) }
    }

    /// What stands beside the columns that are printed anyway.
    fn further(&self) -> String {
        let own = [&self.x, &self.y].into_iter().filter(|name| !["vus", "batch_size"].contains(&name.as_str()));
        let own = own.chain(self.role.is_none().then_some(&self.value));
        own.map(|name| [", ", &literal(name)].concat()).collect()
    }
}

/// The column of a measure that has no column of its own.
const OWN: &str = "shown";

pub fn write(code: &mut Code<'_>, controls: Controls, axes: &ContourAxes) {
    let notebook = code.choice.notebook;
    let controls = if notebook { Controls::NOTEBOOK } else { controls };
    let plane = Plane::of(code.runs(), notebook, controls, axes);
    let names = Names::of(code, &plane);
    let value = names.value.as_str();
    let places = [literal(&names.x), literal(&names.y)].join(", ");
    let rows = filtered(code);
    let within = limited(code, rows);
    for role in [Role::Vus, Role::BatchSize, Role::AvgLatency] {
        code.column(role);
    }
    let mut counts = String::new();
    // What may be zero or below needs no more than to be a number.
    let counted = notebook || names.role.is_none() && plane.knows(0.0);
    if counted {
        counts.extend([" & np.isfinite(runs[\"", value, "\"])"]);
    }
    if notebook && code.shown.groups.labels.len() > 1 {
        counts.extend([" & (runs[\"vus\"] > ", number(NOTEBOOK_ABOVE_VUS).as_str(), ")"]);
    }
    let usable = if counted { places.clone() } else { ["\"", value, "\", ", &places].concat() };
    code.fill(SAMPLES, &[&usable, &counts]);
    code.body += match controls.levels {
        _ if notebook => NOTEBOOK_LEVELS,
        LevelRule::Equal => ROUND_LEVELS,
        LevelRule::Percentile => PERCENTILE_LEVELS,
    };
    let drawn = drawn(code);
    let keys = code.keys(&[Role::HwType, Role::Image]);
    let levels = if notebook && code.shown.groups.labels.len() > 1 { OWN_LEVELS } else { LEVELS };
    let axes = if notebook { String::new() } else { ["axes = [", &places, "]\n"].concat() };
    code.fill(levels, &[&drawn, value, rows, &drawn, &keys, &axes]);
    let (into, on) =
        if controls.interpolation == Interpolation::Log { ("np.log2", " on logarithmic axes") } else { ("", "") };
    code.fill(if notebook { NOTEBOOK_VALUE } else { VALUE }, &[value, into, on]);
    let up = if plane.more_is_better() { "False" } else { "True" };
    code.name_columns(names.role.unwrap_or(Role::Cost));
    let further = names.further();
    if !further.is_empty() {
        code.fill("columns = list(dict.fromkeys(columns + [$0]))\n", &[further.trim_start_matches(", ")]);
    }
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

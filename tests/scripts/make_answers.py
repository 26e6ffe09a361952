"""Computes the notebooks' answers for the three real tables, in the form of `tests/golden/vision-embedding.json`.

    python make_answers.py FOLDER_OF_TABLES FOLDER_OF_ANSWERS     (needs numpy, scipy, pandas, pyarrow)
    ISOCOST_GOLDEN=FOLDER_OF_ANSWERS cargo test --no-default-features --test native golden::

The tables are the parquet files as the Hub has them; those in `src/data/bundled` are these. Only the answers to the
vision table are committed, because the other two are large; the tests take all of them. Reimplements what the
notebooks of datavistics/encoder-analysis (MIT) compute; the libraries' own functions do the arithmetic, so that nothing
here is the page's. Versions that were used: numpy 2.4.6, scipy 1.17.1, pandas 3.1.1.

In every table: the cheapest rows, failed requests, the rising groups for every limit of VUs. By table: how many of the
cheapest rows the scatter holds, and whether the contour is one surface over all runs or, where there are several, one
for each hardware and image over its runs with more than 20 VUs.
"""

import json
import pathlib
import sys

import numpy
import pandas
from scipy.interpolate import griddata

COST, LATENCY, THROUGHPUT = "1B_cost", "avg_latency_ms", "throughput_req_per_sec"
# Those of the committed answers; to them come the VUs of each table.
LIMITS = [0, 1, 2, 4, 6, 8, 64, 128, 256, 512, 1024]
CHEAPEST = {"vision-embedding": 500, "embedding": 500, "classification": 100}
STEPS, LEVELS, ABOVE_VUS = 100, 40, 20


def scatter(runs, cheapest):
    """Rounded as on the notebook's axes; the front by latency, then cost, each strictly cheaper than all before."""
    shown = runs.nsmallest(cheapest, COST).round({COST: 2, THROUGHPUT: 2, LATENCY: 3})
    front = shown.sort_values([LATENCY, COST])
    front = front[front[COST] < front[COST].cummin().shift(fill_value=numpy.inf)]
    return {
        "lowest_cost_rows": cheapest,
        "pareto_rows": front.index.tolist(),
        "pareto": front[[LATENCY, COST]].to_numpy().tolist(),
        "min_row": int(shown.nsmallest(1, COST).index[0]),
    }


def rising(runs, limit):
    """Groups of hardware and batch size whose throughput never falls; ties of VUs stand as pandas' sort leaves them."""
    found = []
    for (hardware, batch_size), group in runs[runs["vus"] <= limit].groupby(["hw_type", "batch_size"]):
        group = group.sort_values("vus")
        if group[THROUGHPUT].is_monotonic_increasing:
            found.append([hardware, int(batch_size), group["vus"].tolist(), group[THROUGHPUT].tolist()])
    return found


def surface(runs):
    """Linear interpolation in raw units on a grid of equal steps, and the levels at which it is cut."""
    percentiles = numpy.percentile(runs[COST], numpy.linspace(0, 100, LEVELS))
    x, y = (numpy.linspace(runs[name].min(), runs[name].max(), STEPS) for name in ["vus", "batch_size"])
    grid = griddata((runs["vus"], runs["batch_size"]), runs[COST], tuple(numpy.meshgrid(x, y)), method="linear")
    best = runs.loc[runs.groupby("batch_size")[COST].idxmin(), ["batch_size", "vus", COST]]
    return {
        "cost_percentiles": percentiles.tolist(),
        "level_start": float(percentiles[0]),
        "level_end": float(percentiles[-1]),
        "level_step": float(numpy.diff(percentiles).mean()),
        "grid_x": x.tolist(),
        "grid_y": y.tolist(),
        "grid_z": grid.tolist(),
        "min_row": int(runs.nsmallest(1, COST).index[0]),
        "min_per_batch": best.to_numpy().tolist(),
    }


def contour(runs):
    panels = {" | ".join(names): panel for names, panel in runs.groupby(["hw_type", "image"])}
    if len(panels) == 1:
        return surface(runs)
    return {name: surface(panel[panel["vus"] > ABOVE_VUS]) for name, panel in panels.items()}


def answers(runs, cheapest):
    return {
        "rows": len(runs),
        "columns": runs.columns.tolist(),
        "cheapest_rows": runs.sort_values(COST).head().index.tolist(),
        "failed_requests": int((runs["total_requests"] - runs["successful_requests"]).sum()),
        "scatter": scatter(runs, cheapest),
        "monotonic": {str(limit): rising(runs, limit) for limit in sorted({*LIMITS, *runs["vus"].tolist()})},
        "contour": contour(runs),
    }


def main(tables, folder):
    for name, cheapest in CHEAPEST.items():
        found = pathlib.Path(tables).rglob(f"{name}-ie-optimization*/**/*.parquet")
        flat = pathlib.Path(tables) / f"{name}-ie-optimization.parquet"
        runs = pandas.read_parquet(flat if flat.exists() else next(found))
        path = pathlib.Path(folder) / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(answers(runs, cheapest)))


if __name__ == "__main__":
    main(*sys.argv[1:])

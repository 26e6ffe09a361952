//! How the state of a configuration is judged, in a few paragraphs.

use leptos::prelude::*;

/// How a state comes about.
pub(super) fn judged() -> AnyView {
    view! {
            <p>
                "What throughput does at the end of each series, by a line through the last three steps of load and its \
                 interval with the noise between runs of one load. Still rising: cheaper may lie beyond; up to the limits or \
                 filters where more was run. Flat, or saturated where it falls or a rate that was asked for was not reached: \
                 enough was tried. Recovers from a dip: the last step rises beyond noise, and only to what was reached before. \
                 Cannot tell: noise, or too few loads, hide it. In the figures doubts stand after it: too few loads (fewer than \
                 three), bound by a limit or a filter, at the edge (the best run has the most, or the fewest, VUs that were \
                 tried), short run (few requests beside the other runs), numbers disagree (throughput × latency is far from the \
                 VUs), overloaded (a rate was not reached). Only runs within filters and limits speak; which loads were tried \
                 is told of all that pass the filters."
            </p>
            <p>
                "The scalability law (USL) is X(N) = λN / (1 + α(N−1) + βN(N−1)) over requests in flight N: α is what they wait \
                 for each other, β what they cost each other. It is fitted from five runs on, outliers weighing less and \
                 failed runs not at all, and shown only where it beats a constant (F test, 5%) and its peak (90% interval) \
                 lies inside what was tried. The knee (Kneedle) is where more load begins to bring little; only a rise has \
                 one. Hollow points break a limit; the level line is what the demand needs."
            </p>
    }
    .into_any()
}

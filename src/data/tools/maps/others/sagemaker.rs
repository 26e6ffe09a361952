//! SageMaker Inference Recommender: what `describe-inference-recommendations-job` answers.
//!
//! Source: Amazon SageMaker, API reference (`RecommendationMetrics`: `MaxInvocations` a minute, of the instance) and
//! developer guide ("Recommendation results": `ModelLatency` in milliseconds, `CostPerHour` in US dollars, of the endpoint).

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "SageMaker Inference Recommender",
    signs: signs![
        Sign::Has("InferenceRecommendations/0/Metrics/ModelLatency"),
        Sign::Has("InferenceRecommendations/0/EndpointConfiguration"),
    ],
    content: Content::Runs(Runs {
        rows: Rows::Each("InferenceRecommendations"),
        measures: measures![
            (Measure::Of(Role::Throughput), Unit::PerMinute, "Metrics/MaxInvocations|Metrics/MaximumInvocations"),
            (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "Metrics/ModelLatency"),
            (Measure::Of(Role::Price), Unit::PerHour, "Metrics/CostPerHour"),
            (Measure::Of(Role::HwType), Unit::One, "EndpointConfiguration/InstanceType"),
        ],
        labels: labels![("instances", "EndpointConfiguration/InitialInstanceCount")],
        mend: Some(mend),
    }),
}];

/// What is measured within the endpoint is less than what its clients wait.
fn mend(run: &mut Run, _row: &Value, _root: &Value) {
    run.labels.retain(|(name, _)| name == "instances");
    run.doubts.push((Role::AvgLatency, "Of the model within its endpoint, without the way to it.".into()));
}

//! Evaluation of expressions in a same-site frame of another origin.

use super::Tab;
use crate::harness::polling::poll;
use chromiumoxide::cdp::browser_protocol::page::{CreateIsolatedWorldParams, GetFrameTreeParams};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use serde_json::Value;

impl Tab {
    /// The value of an expression in the first frame of the page; null while there is none, or while it throws. It sees
    /// the frame's document, and not the variables of its scripts.
    pub async fn eval_in_frame(&self, expression: &str) -> Value {
        let Ok(tree) = self.page.execute(GetFrameTreeParams::default()).await else { return Value::Null };
        let frames = tree.result.frame_tree.child_frames.unwrap_or_default();
        let Some(frame) = frames.into_iter().next() else { return Value::Null };
        let world = self.page.execute(CreateIsolatedWorldParams::new(frame.frame.id)).await;
        let Ok(world) = world else { return Value::Null };
        let params = EvaluateParams::builder().expression(expression).await_promise(true).return_by_value(true);
        let params = params.context_id(world.result.execution_context_id).build();
        let answer = self.page.execute(params.expect("an expression is all that is required")).await;
        answer.ok().and_then(|answer| answer.result.result.value.clone()).unwrap_or(Value::Null)
    }

    /// Asks the frame again and again until it answers so.
    #[track_caller]
    pub fn frame_says(&self, expression: &str, expected: impl Into<Value>) -> impl Future<Output = ()> {
        let (caller, expected) = (std::panic::Location::caller(), expected.into());
        async move {
            let wanted = expected.to_string();
            let ask = async || Ok(self.eval_in_frame(expression).await);
            poll(caller, (expression, &wanted), ask, |value| *value == expected, || None).await;
        }
    }
}

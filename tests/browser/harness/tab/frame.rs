//! Evaluation of expressions in a same-site frame of another origin.

use super::Tab;
use crate::harness::polling::poll;
use serde_json::Value;

impl Tab {
    /// The value of an expression in the first frame of the page; null while there is none, or while it throws. It sees
    /// the frame's document, and not the variables of its scripts.
    pub async fn eval_in_frame(&self, expression: &str) -> Value {
        let in_frame = async {
            let world = self.page.frame_world("").await?;
            self.page.evaluate(expression, true, Some(world)).await
        };
        in_frame.await.map_or(Value::Null, |mut object| object["value"].take())
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

//! A range slider with its label and the chosen value in words.

use leptos::prelude::*;

use crate::data::table::number;
use crate::ui::reactive::Signal;

/// The slider.
#[component]
pub fn Slider(
    /// Its id, its name in tests, and with `-readout` the name of its value in words.
    name: &'static str,
    /// Its label.
    label: String,
    /// A further class.
    #[prop(optional)]
    class: &'static str,
    /// The smallest value.
    min: f64,
    /// The largest value.
    #[prop(into)]
    max: Signal<f64>,
    /// The distance of two values.
    step: f64,
    /// Where it stands.
    #[prop(into)]
    value: Signal<f64>,
    /// The value in words.
    #[prop(into)]
    words: Signal<String>,
    /// Takes another value.
    set: Box<dyn Fn(f64)>,
    /// Whether nothing can be chosen.
    #[prop(optional)]
    disabled: Option<Signal<bool>>,
    /// What stands between the label and the slider.
    #[prop(optional)]
    above: Option<AnyView>,
    /// What follows the slider.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("field {class}")>
            <div class="field-head">
                <label for=name>{label}</label>
                <output for=name data-testid=format!("{name}-readout")>{words.live()}</output>
            </div>
            {above}
            <input
                id=name
                data-testid=name
                type="range"
                min=min.to_string()
                step=step.to_string()
                max=move || max.get().to_string()
                prop:max=move || max.get().to_string()
                prop:value=move || value.get().to_string()
                aria-valuetext=words.live()
                disabled=move || disabled.is_some_and(|disabled| disabled.get())
                on:input:target=move |event| {
                    if let Some(value) = number::parse(&event.target().value()) {
                        set(value);
                    }
                }
            />
            {children.map(|children| children())}
        </div>
    }
}

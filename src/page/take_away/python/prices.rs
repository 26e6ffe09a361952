//! What runs cost where the table does not say it, or the reader says otherwise.

use crate::data::runs::derive::How;
use crate::data::runs::prices::{PriceFrom, PriceList};
use crate::data::runs::roles::{Role, Unit};

use super::code::Code;
use super::columns::stored;
use super::labels;
use super::text::number;

/// The lines that derive costs; empty where the table's own are what is shown, or none are asked for. As the page has
/// it: the reader's price first, then the table's, then the notebooks'.
pub fn write(code: &mut Code<'_>) -> String {
    let how = code.runs().how(Role::Cost).map(|derived| derived.how);
    if !code.uses(Role::Cost) || !matches!(how, Some(How::Priced | How::Repriced)) {
        return String::new();
    }
    let body = std::mem::take(&mut code.body);
    let throughput = code.column(Role::Throughput);
    code.fill(
        "\n\ndef cost(price_per_hour):\n    return 1e9 / df[\"$0\"] * (price_per_hour / 3600)\n\n\n",
        &[throughput],
    );
    let own_price = if how == Some(How::Priced) { price(code) } else { None };
    match &own_price {
        Some(price) => code.fill("price = usable($0)\ndf[\"1B_cost\"] = cost(price)\n", &[price]),
        None if how == Some(How::Priced) => code.fill("df[\"1B_cost\"] = np.nan\n", &[]),
        None => {}
    }
    for pair in &code.runs().prices {
        let own = code.choice.prices.own(&pair.vendor, &pair.hardware);
        // Only where the table has neither costs nor a price.
        let listed = || {
            let list = PriceList::default().usd_per_hour(&pair.vendor, &pair.hardware);
            let assumed = (pair.base.from == PriceFrom::Assumed).then_some(pair.base.usd_per_hour);
            list.or(assumed).filter(|_| how == Some(How::Priced))
        };
        let Some(price) = own.or_else(listed) else { continue };
        let names = [(Role::Vendor, &pair.vendor), (Role::HwType, &pair.hardware)];
        let named = names.into_iter().filter(|&(role, _)| code.runs().position(role).is_some());
        let named: Vec<_> = named.collect();
        let mut conditions: Vec<String> =
            named.into_iter().map(|(role, name)| labels::is(code, "df", role, name)).collect();
        if own.is_none() && own_price.is_some() {
            conditions.push("price.isna()".to_owned());
        }
        let mut price = number(price);
        if code.runs().listed_gpus.is_some() {
            let counted = code.runs().roles.of(Role::GpuCount).is_some();
            // Without a count of GPUs they are those of tensor parallelism.
            price += &if counted {
                [" * df[\"", code.column(Role::GpuCount), "\"]"].concat()
            } else {
                " * number(\"tp\")".to_owned()
            };
        }
        let rows = if conditions.is_empty() { ":".to_owned() } else { labels::all(&conditions) };
        code.fill("df.loc[$0, \"1B_cost\"] = cost($1)\n", &[&rows, &price]);
    }
    std::mem::replace(&mut code.body, body)
}

/// The table's own price of the machine, $ per hour.
fn price(code: &Code<'_>) -> Option<String> {
    let unit = code.runs().roles.of(Role::Price)?.unit;
    let mut price = stored(code.runs(), Role::Price)?;
    if unit == Unit::PerGpuHour {
        price += " * ";
        price += &stored(code.runs(), Role::GpuCount).unwrap_or_else(|| "np.nan".to_owned());
    }
    Some(price)
}

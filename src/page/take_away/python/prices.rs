//! What runs cost where the table does not say it, or the reader says otherwise.

use crate::analysis::decide::answer::same;
use crate::analysis::decide::break_even::usd_per_hour;
use crate::analysis::decide::cost_latency::usable;
use crate::data::runs::derive::How;
use crate::data::runs::name::SUCCESSFUL_COST;
use crate::data::runs::prices::{PriceFrom, PriceList};
use crate::data::runs::roles::{Role, Unit};
use crate::data::runs::work::Work;
use crate::data::tools::rates;
use crate::page::answer::columns::price_of;
use crate::page::money::prices::price_now;

use super::code::Code;
use super::columns::stored;
use super::gpus;
use super::gpus::GPUS;
use super::labels;
use super::text::number;
use super::work;

/// The lines that derive costs; empty where the table's own are what is shown, or none are asked for. As the page has
/// it: the reader's price first, then the table's, then the notebooks'.
pub fn write(code: &mut Code<'_>) -> String {
    let costs = costs(code);
    let rates = work::rates(code);
    let gpus = gpus::given(code);
    let ranked = code.runs().good_share().filter(|_| code.good && code.uses(Role::Cost));
    let successful = ranked.map_or_else(String::new, |_| SUCCESSFUL.replace('$', SUCCESSFUL_COST));
    let good = if code.good { good_share(code) } else { "" };
    let [before, after] = if rates.is_empty() { ["", good] } else { [good, ""] };
    [&gpus, before, &rates, &costs, after, &successful].concat()
}

/// The lines that tell the share of good answers, where all rates are known to count failed ones by the tool that wrote the
/// file, or by the time that the test took.
fn good_share(code: &Code<'_>) -> &'static str {
    let runs = code.runs();
    let by_tool = rates::count_failed(runs.notes.sources.iter().map(|source| source.tool.as_str())) == Some(true);
    match (by_tool, runs.position(Role::Duration)) {
        (true, Some(_)) => GOOD_BUT_EXACT,
        (true, None) => GOOD_BY_TOOL,
        _ => GOOD,
    }
}

const GOOD_BY_TOOL: &str = r#"
# The rate counts failed requests as answered: so does the tool that wrote the file.
sent, good = df["total_requests"], df["successful_requests"]
df["good_share"] = (good / sent).where(good < sent, 1)
"#;

const GOOD_BUT_EXACT: &str = r#"
# The rate counts failed requests as answered, as the tool that wrote the file does, but where it is good answers over time.
sent, good = df["total_requests"], df["successful_requests"]
of_all, of_good = ((df["throughput_req_per_sec"] * df["test_duration_sec"] / n - 1).abs() for n in (sent, good))
df["good_share"] = (good / sent).where((good < sent) & ~((of_good < of_all) & (of_good < 0.001)), 1)
"#;

const GOOD: &str = r#"
# The rate of some runs counts failed requests as answered: it is nearer to what was sent than to what was answered well.
sent, good = df["total_requests"], df["successful_requests"]
of_all, of_good = ((df["throughput_req_per_sec"] * df["test_duration_sec"] / n - 1).abs() for n in (sent, good))
counted = (of_all < of_good) & (of_all < 0.05) & (good < sent)
df["good_share"] = (good / sent).where(counted, 1)
"#;

const SUCCESSFUL: &str = "df[\"$\"] = df[\"1B_cost\"] / df[\"good_share\"]\n";

fn costs(code: &mut Code<'_>) -> String {
    let how = code.how_costs();
    if !code.uses(Role::Cost) {
        return String::new();
    }
    if code.runs().work != Work::Requests {
        return of_tokens(code, how);
    }
    if !matches!(how, Some(How::Priced | How::Repriced)) {
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
    for (condition, price) in of_pairs(code, how, own_price.is_some()) {
        code.fill("df.loc[$0, \"1B_cost\"] = cost($1)\n", &[&condition, &price]);
    }
    std::mem::replace(&mut code.body, body)
}

/// The prices that are no column of the table, with the rows that each is of.
fn of_pairs(code: &mut Code<'_>, how: Option<How>, has_own: bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for pair in &code.runs().prices {
        let own = code.choice.prices.own(&pair.vendor, &pair.hardware);
        // Only where the table has neither costs nor a price.
        let listed = || {
            let list = PriceList::default().usd_per_hour(&pair.vendor, &pair.hardware);
            let assumed = (pair.base.from == PriceFrom::Assumed).then_some(pair.base.usd_per_hour);
            list.or(assumed).filter(|_| how == Some(How::Priced))
        };
        let Some(price) = own.or_else(listed) else { continue };
        let mut conditions = labels::of_pair(code, pair);
        if own.is_none() && has_own {
            conditions.push("price.isna()".to_owned());
        }
        found.push((labels::which(&conditions), of_machine(code, price)));
    }
    found
}

/// Costs of tokens, by way of the price of each run's machine.
fn of_tokens(code: &mut Code<'_>, how: Option<How>) -> String {
    let body = std::mem::take(&mut code.body);
    let own = match how {
        Some(How::Priced) => price(code),
        _ => {
            let rate = code.column(Role::Throughput);
            Some(["df[\"1B_cost\"] / 1e9 * df[\"", rate, "\"] * 3600"].concat())
        }
    };
    match &own {
        Some(price) => code.fill("\nprice = usable($0)\n", &[price]),
        None => code.body += "\nprice = pd.Series(np.nan, index=df.index)\n",
    }
    let pairs = of_pairs(code, how, own.is_some());
    for (condition, price) in &pairs {
        code.fill("price.loc[$0] = $1\n", &[condition, price]);
    }
    work::cost(code);
    match (code.request_cost, how) {
        (false, _) => {}
        (true, Some(How::Priced)) => work::cost_of_requests(code, ":"),
        // The table's own stay where nobody gave another price.
        _ => pairs.iter().for_each(|(condition, _)| work::cost_of_requests(code, condition)),
    }
    std::mem::replace(&mut code.body, body)
}

/// A listed price times the GPUs of each run, where it is the price of one.
fn of_machine(code: &mut Code<'_>, listed: f64) -> String {
    let price = number(listed);
    if code.runs().listed_gpus.is_none() {
        return price;
    }
    code.column(Role::GpuCount);
    [&price, " * ", GPUS].concat()
}

const WRITTEN: &str = r#"# The price that is written counts where it is the one in the cost, but for rounding.
for written in [$0]:
    written = written[price.index]
    price = written.where((written - in_cost).abs() <= 1e-3 * in_cost, price)
"#;

/// Writes which price of a machine counts, where that is not just the one in the cost: `price` of the rows in `price`.
pub fn written(code: &mut Code<'_>) {
    let runs = code.runs();
    let in_cost = |row: usize| match runs.work {
        Work::Requests => usd_per_hour(runs.cost_usd_per_billion[row], runs.throughput_req_per_sec[row]),
        work => runs.cost_usd[row] / work.units() * runs.work_per_sec()[row] * 3600.0,
    };
    let differs = |row: usize| {
        let price = price_of(code.shown, row);
        !price.is_nan() && !same(price, in_cost(row))
    };
    if !(0..runs.rows).any(differs) {
        return;
    }
    code.body += "in_cost, listed = price, pd.Series(np.nan, index=df.index)\n";
    for pair in &runs.prices {
        let usd = price_now(pair);
        if usable(usd) {
            let (conditions, price) = (labels::of_pair(code, pair), of_machine(code, usd));
            code.fill("listed.loc[$0] = $1\n", &[&labels::which(&conditions), &price]);
        }
    }
    let mut prices = "listed".to_owned();
    if let Some(taken) = runs.roles.of(Role::Price) {
        prices.extend([", df[\"", code.column(Role::Price), "\"]"]);
        if taken.unit == Unit::PerGpuHour {
            code.column(Role::GpuCount);
            prices.extend([" * ", GPUS]);
        }
    }
    code.fill(WRITTEN, &[&prices]);
}

/// The table's own price of the machine, $ per hour.
fn price(code: &mut Code<'_>) -> Option<String> {
    let unit = code.runs().roles.of(Role::Price)?.unit;
    let price = stored(code.runs(), Role::Price)?;
    if unit != Unit::PerGpuHour {
        return Some(price);
    }
    code.column(Role::GpuCount);
    Some([&price, " * ", GPUS].concat())
}

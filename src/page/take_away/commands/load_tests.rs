//! The load test of a run once more, by the tool that wrote the table, or else by one that fits what it measures.
//!
//! Options by the tools' own documentation: `vllm bench serve` (docs.vllm.ai), GuideLLM (`guidellm benchmark`), AIPerf
//! (`aiperf profile`), locust and k6.

use crate::page::rankings::how_run::HowRun;

use super::{Command, Facts};

/// Against the server that [`start`](super::engines::start) starts.
pub fn load_test(facts: &Facts) -> Command {
    match facts.tool.as_str() {
        "GuideLLM" => guidellm(facts),
        "AIPerf" | "GenAI-Perf" => aiperf(facts),
        "Locust" => locust(facts),
        tool if tool.starts_with("vLLM bench") => vllm(facts),
        // It asks for completions, which engines of embeddings do not serve.
        tool if tool != "k6" && facts.has_tokens && facts.engine.completes => vllm(facts),
        _ => k6(facts),
    }
}

fn url(facts: &Facts) -> String {
    format!("http://localhost:{}", facts.engine.ports.0)
}

/// The load: so many requests in flight, or a rate by another option where the test kept one.
fn load(command: Command, facts: &Facts, in_flight: &str, rate: &str) -> Command {
    match &facts.rate {
        Some(asked) if facts.vus.is_none() => command.with(&format!("{rate}{asked}")),
        _ => command.needed(in_flight, facts.vus, "VUS", "requests in flight"),
    }
}

/// The length of the run, by whichever option fits how the table's runs were made.
fn length(command: Command, facts: &Facts, requests: &str, seconds: &str) -> Command {
    match facts.how_run {
        HowRun::Requests(_) => command.number(requests, facts.requests),
        HowRun::Seconds(length) => command.number(seconds, Some(length.round().max(1.0) as u64)),
    }
}

/// Tokens of a prompt and of an answer.
fn tokens(command: Command, facts: &Facts, input: &str, output: &str) -> Command {
    let [prompt, answer] = facts.tokens;
    let command = command.needed(input, prompt, "INPUT_TOKENS", "tokens of a prompt");
    command.needed(output, answer, "OUTPUT_TOKENS", "tokens of an answer")
}

fn model(command: Command, facts: &Facts) -> Command {
    command.text_of("--model", facts.model.as_deref(), "MODEL", "the model")
}

fn vllm(facts: &Facts) -> Command {
    let command = Command::new(&format!("vllm bench serve --backend openai --base-url {}", url(facts)));
    let command = model(command, facts).with("--dataset-name random --ignore-eos");
    let command = tokens(command, facts, "--random-input-len", "--random-output-len");
    load(command, facts, "--max-concurrency", "--request-rate ")
        .needed("--num-prompts", facts.requests, "REQUESTS", "how many requests")
        .with("--save-result")
}

fn guidellm(facts: &Facts) -> Command {
    let [input, output] = facts.tokens;
    let mut command = Command::new(&format!("guidellm benchmark --target {}", url(facts)));
    let input = command.number_or(input, "INPUT_TOKENS", "tokens of a prompt");
    let output = command.number_or(output, "OUTPUT_TOKENS", "tokens of an answer");
    let command = command.with(&format!("--data prompt_tokens={input},output_tokens={output}"));
    let command = load(command, facts, "--rate-type concurrent --rate", "--rate-type constant --rate ");
    length(command, facts, "--max-requests", "--max-seconds").with("--output-path benchmarks.json")
}

fn aiperf(facts: &Facts) -> Command {
    let command = model(Command::new("aiperf profile --endpoint-type chat --streaming"), facts);
    let command = command.with(&format!("--url {}", url(facts)));
    let command = tokens(command, facts, "--synthetic-input-tokens-mean", "--output-tokens-mean");
    let command = load(command, facts, "--concurrency", "--request-rate ");
    length(command, facts, "--request-count", "--benchmark-duration")
}

fn locust(facts: &Facts) -> Command {
    let seconds = match facts.how_run {
        HowRun::Seconds(seconds) => Some(seconds.round().max(1.0) as u64),
        // It knows no number of requests.
        HowRun::Requests(_) => None,
    };
    let mut command = Command::new("locust --headless --csv results")
        .text_of("-f", None, "LOCUSTFILE", "the file with the requests")
        .with(&format!("--host {}", url(facts)))
        .needed("--users", facts.vus, "VUS", "requests in flight");
    let seconds = command.number_or(seconds, "SECONDS", "how long it runs");
    command.with(&format!("--run-time {seconds}s"))
}

fn k6(facts: &Facts) -> Command {
    let command = Command::new(&format!("k6 run -e BASE_URL={}", url(facts)));
    load(command, facts, "--vus", "-e RATE=")
        .with(&facts.how_run.options())
        .with("--summary-export summary.json")
        .text_of("", None, "SCRIPT", "the script with the requests")
}

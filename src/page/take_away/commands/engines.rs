//! Engines that serve models: how each is started in a container.
//!
//! Options by the engines' own documentation: vLLM (docs.vllm.ai, "Using Docker", "vllm serve"), SGLang (docs.sglang.io,
//! "Server Arguments"), Text Embeddings Inference and Text Generation Inference (huggingface.co/docs, "CLI arguments"),
//! Infinity (github.com/michaelfeil/infinity, "v2"), Triton (docs.nvidia.com, "tritonserver").

use super::{Command, Facts};

/// An engine.
pub struct Engine {
    /// Its name, as a blank has it.
    pub name: &'static str,
    /// What an engine's name or an image's contains, in lower case.
    marks: &'static [&'static str],
    /// The image, without a version.
    repository: &'static str,
    /// The port of this computer on which it answers, and its own.
    pub ports: (u16, u16),
    /// Options of docker.
    docker: &'static str,
    /// What is started in the image.
    program: &'static str,
    /// The option that names the model.
    model: &'static str,
    /// The options for tensors, pipeline and data in parallel; empty where it has none.
    parallel: [&'static str; 3],
    /// The option for the largest batch; empty where that is set elsewhere.
    batch_size: &'static str,
    /// Further options.
    rest: &'static str,
    /// Whether it answers as OpenAI's completions do.
    pub completes: bool,
}

/// All of them. SGLang before vLLM, and Triton last: names of others contain theirs.
static ENGINES: [Engine; 6] = [
    Engine {
        name: "SGLang",
        marks: &["sglang"],
        repository: "lmsysorg/sglang",
        ports: (30_000, 30_000),
        docker: "--ipc=host --shm-size=32g",
        program: "python3 -m sglang.launch_server",
        model: "--model-path",
        parallel: ["--tp-size", "--pp-size", "--dp-size"],
        batch_size: "--max-running-requests",
        rest: "--host 0.0.0.0 --port 30000",
        completes: true,
    },
    Engine {
        name: "vLLM",
        marks: &["vllm"],
        repository: "vllm/vllm-openai",
        ports: (8000, 8000),
        docker: "--ipc=host",
        program: "",
        model: "--model",
        parallel: ["--tensor-parallel-size", "--pipeline-parallel-size", "--data-parallel-size"],
        batch_size: "--max-num-seqs",
        rest: "",
        completes: true,
    },
    Engine {
        name: "Text Embeddings Inference",
        marks: &["text-embeddings-inference", "text embeddings inference", "tei"],
        repository: "ghcr.io/huggingface/text-embeddings-inference",
        ports: (8080, 80),
        docker: "",
        program: "",
        model: "--model-id",
        parallel: ["", "", ""],
        batch_size: "--max-batch-requests",
        rest: "",
        completes: false,
    },
    Engine {
        name: "Text Generation Inference",
        marks: &["text-generation-inference", "text generation inference", "tgi"],
        repository: "ghcr.io/huggingface/text-generation-inference",
        ports: (8080, 80),
        docker: "--shm-size=1g",
        program: "",
        model: "--model-id",
        parallel: ["--num-shard", "", ""],
        batch_size: "--max-batch-size",
        rest: "",
        completes: true,
    },
    Engine {
        name: "Infinity",
        marks: &["infinity"],
        repository: "michaelf34/infinity",
        ports: (7997, 7997),
        docker: "",
        program: "v2",
        model: "--model-id",
        parallel: ["", "", ""],
        batch_size: "--batch-size",
        rest: "--port 7997",
        completes: false,
    },
    Engine {
        name: "Triton",
        marks: &["triton"],
        repository: "nvcr.io/nvidia/tritonserver",
        ports: (8000, 8000),
        docker: "",
        program: "tritonserver",
        model: "",
        parallel: ["", "", ""],
        batch_size: "",
        rest: "--model-repository=/models",
        completes: false,
    },
];

/// The engine that a name tells. Short marks have to be a word of it.
pub fn engine_of(name: &str) -> Option<&'static Engine> {
    let name = name.to_lowercase();
    let words = || name.split(|c: char| !c.is_ascii_alphanumeric());
    let has = |mark: &&str| if mark.len() > 3 { name.contains(*mark) } else { words().any(|word| word == *mark) };
    ENGINES.iter().find(|engine| engine.marks.iter().any(has))
}

/// Starts the configuration of a row.
pub fn start(facts: &Facts) -> Command {
    let engine = facts.engine;
    let (here, there) = engine.ports;
    let mut command =
        Command::new("docker run --rm").with(&devices(facts)).with(&format!("-p {here}:{there}")).with(engine.docker);
    if engine.model.is_empty() {
        let folder = command.blank("MODELS", "the folder of the models, with the batch size in each config.pbtxt");
        command = command.with(&format!("-v {folder}:/models"));
    }
    command = match facts.image.as_deref() {
        None => {
            let version = command.blank("VERSION", &format!("the version of {}", engine.name));
            command.with(&format!("{}:{version}", engine.repository))
        }
        image => command.text_of("", image, "IMAGE", "the image"),
    };
    command = command.with(engine.program);
    if !engine.model.is_empty() {
        command = command.text_of(engine.model, facts.model.as_deref(), "MODEL", "the model");
    }
    for (option, degree) in engine.parallel.into_iter().zip(facts.parallel) {
        command = command.number(option, degree);
    }
    command.number(engine.batch_size, facts.batch_size).with(engine.rest)
}

/// What a name of a processor contains, in lower case: it has no GPU.
const PROCESSORS: [&str; 9] = ["cpu", "intel", "xeon", "epyc", "ryzen", "graviton", "sapphire", "icelake", "spr"];

/// The accelerators of a machine, as docker passes them on; none of a processor.
fn devices(facts: &Facts) -> String {
    let hardware = facts.hardware.to_lowercase();
    let is_any = |marks: &[&str]| marks.iter().any(|mark| hardware.contains(mark));
    match facts.gpus {
        None if is_any(&PROCESSORS) => String::new(),
        _ if is_any(&["mi2", "mi3", "radeon"]) => "--device /dev/kfd --device /dev/dri --group-add video".to_owned(),
        Some(gpus) => format!("--gpus {gpus}"),
        None => "--gpus all".to_owned(),
    }
}

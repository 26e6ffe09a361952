//! The commands that start the answer and repeat its load test, run by a shell in which the programs print their words.

use std::process::Command;

use crate::support::program::{TABLE, run, run_with};
use serde_json::Value;

const HEAD: &str = "vus,avg_latency_ms,throughput_req_per_sec,hw_type,gpu_count,engine,image,model,tp,batch_size,isl,osl,output_tokens_per_sec";

/// The commands for the only row of a table.
fn commands(row: &str) -> Value {
    run_with(&["--format=json", "-"], format!("{HEAD}\n{row}\n").as_bytes()).json()["commands"].clone()
}

/// The words that the programs get, or what the shell says where it ends before.
fn words(command: &str, set: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let told = ["docker", "vllm", "k6"].map(|name| format!("{name}() {{ printf '%s\\000' {name} \"$@\"; }}\n"));
    let script = format!("{}{command}\n", told.concat());
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", &script]).env_clear().env("PATH", "/usr/bin:/bin").envs(set.iter().copied());
    let ended = shell.current_dir(env!("CARGO_TARGET_TMPDIR")).output().expect("a shell");
    if !ended.status.success() {
        return Err(String::from_utf8(ended.stderr).unwrap());
    }
    Ok(String::from_utf8(ended.stdout).unwrap().split_terminator('\0').map(str::to_owned).collect())
}

fn of<'a>(commands: &'a Value, name: &str) -> &'a str {
    commands[name].as_str().unwrap_or_else(|| panic!("no {name}: {commands}"))
}

#[test]
fn a_row_fills_the_command_and_what_it_lacks_ends_the_shell() {
    let made = commands("16,100,160,h100,4,vllm,vllm/vllm-openai:v0.11.0,acme/big-70b,4,256,1024,128,20480");
    assert_eq!(made["blanks"], serde_json::json!([]));
    let start = words(of(&made, "start"), &[]).unwrap().join(" ");
    assert_eq!(
        start,
        "docker run --rm --gpus 4 -p 8000:8000 --ipc=host vllm/vllm-openai:v0.11.0 --model acme/big-70b \
         --tensor-parallel-size 4 --max-num-seqs 256"
    );
    let test = words(of(&made, "load_test"), &[]).unwrap().join(" ");
    assert!(
        test.starts_with(
            "vllm bench serve --backend openai --base-url http://localhost:8000 --model acme/big-70b --dataset-name \
             random --ignore-eos --random-input-len 1024 --random-output-len 128 --max-concurrency 16 --num-prompts "
        ),
        "{test}"
    );
    let made = run(&["--format=json", TABLE]).json()["commands"].clone();
    assert_eq!(made["blanks"], serde_json::json!(["MODEL", "SCRIPT"]));
    let told = words(of(&made, "start"), &[]).unwrap_err();
    assert!(told.contains("MODEL") && told.contains("the model"), "{told}");
    let start = words(of(&made, "start"), &[("MODEL", "acme/a model")]).unwrap();
    assert!(start.windows(2).any(|pair| pair == ["--model-id", "acme/a model"]), "{start:?}");
    assert!(start.windows(2).any(|pair| pair == ["--batch-size", "64"]), "{start:?}");
    let test = words(of(&made, "load_test"), &[("SCRIPT", "x.js")]).unwrap().join(" ");
    assert_eq!(
        test,
        "k6 run -e BASE_URL=http://localhost:7997 --vus 448 --iterations 10000 --summary-export summary.json x.js"
    );
}

#[test]
fn every_engine_is_known_by_its_name_and_by_its_image() {
    for (engine, image, starts, model) in [
        ("vLLM", "acme/vllm:1", "acme/vllm:1", "--model"),
        ("sglang", "lmsysorg/sglang:v1", "python3 -m sglang.launch_server", "--model-path"),
        ("TEI", "ghcr.io/huggingface/text-embeddings-inference:1.8", "-p 8080:80", "--model-id"),
        ("tgi", "ghcr.io/huggingface/text-generation-inference:3", "--shm-size=1g", "--model-id"),
        // "infinity" alone is a number in a CSV.
        ("infinity-emb", "michaelf34/infinity:0.0.75-trt-onnx", " v2 ", "--model-id"),
        ("Triton", "nvcr.io/nvidia/tritonserver:25.01-py3", "tritonserver --model-repository=/models", ""),
    ] {
        for row in [format!("{engine},"), format!(",{image}"), format!("{engine},{image}")] {
            let made = commands(&format!("16,100,160,l4,1,{row},acme/m,,8,,,"));
            let set = [("VERSION", "9"), ("MODELS", "/m"), ("SCRIPT", "x.js")];
            let start = words(of(&made, "start"), &set).unwrap().join(" ");
            let expected = if row.ends_with(image) { image } else { ":9 " };
            assert!(start.contains(expected), "{row}: {start}");
            assert!(start.contains(starts) || !row.ends_with(image), "{row}: {start}");
            assert_eq!(start.contains("acme/m"), !model.is_empty(), "{row}: {start}");
            assert!(model.is_empty() || start.contains(&format!("{model} acme/m")), "{row}: {start}");
        }
    }
    for unknown in ["steinway,", ",", ",plain", "trt,acme/trtllm"] {
        let made = commands(&format!("16,100,160,l4,1,{unknown},acme/m,,8,,,"));
        assert_eq!(made, Value::Null, "{unknown}");
    }
}

#[test]
fn accelerators_are_passed_on_as_docker_has_them() {
    let start = |hardware: &str, gpus: &str| {
        let made = commands(&format!("16,100,160,{hardware},{gpus},vllm,a/b:1,acme/m,,8,,,"));
        words(of(&made, "start"), &[]).unwrap().join(" ")
    };
    assert!(start("h100", "8").contains("--gpus 8 "));
    assert!(start("l4", "").contains("--gpus all "));
    assert!(start("mi355x", "8").contains("--device /dev/kfd --device /dev/dri "));
}

#[test]
fn names_of_the_table_are_words_and_no_options() {
    let hostile = "a/b'; touch x; $(touch y) `touch z`";
    let made = commands(&format!("16,100,160,l4,1,vllm,{hostile},{hostile},,8,,,"));
    let start = words(of(&made, "start"), &[]).unwrap();
    assert_eq!(start.iter().filter(|word| *word == hostile).count(), 2, "{start:?}");
    for odd in ["--privileged/x", "-v/:/x", "a/\u{202e}b", "a/\u{7}b"] {
        let made = commands(&format!("16,100,160,l4,1,vllm,{odd},{odd},,8,,,"));
        assert_eq!(made["blanks"][0], "IMAGE", "{odd:?}: {made}");
        assert!(words(of(&made, "start"), &[]).unwrap_err().contains("IMAGE"), "{odd:?}");
    }
}

#[test]
fn they_stand_in_every_format() {
    for (format, title) in
        [("text", "\nTo start it (not in the table: MODEL, SCRIPT)\n"), ("markdown", "\n### To start it ")]
    {
        let told = run(&["--format", format, TABLE]).stdout;
        assert!(told.contains(title) && told.contains("To repeat its load test\n"), "{told}");
        assert!(told.contains("michaelf34/infinity:0.0.75 \\\n"), "{told}");
    }
    let markdown = run(&["--format=markdown", TABLE]).stdout;
    assert_eq!(markdown.lines().filter(|line| line.starts_with("```")).count(), 4, "{markdown}");
}

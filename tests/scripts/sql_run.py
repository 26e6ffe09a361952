"""Runs aggregate.sql in DuckDB: sql_run.py SAMPLES.csv RUNS.parquet"""

import sys
from pathlib import Path

import duckdb

samples, runs = sys.argv[1:]
query = Path(__file__).with_name("aggregate.sql").read_text(encoding="utf-8")
columns = {
    "run_id": "VARCHAR", "hw_type": "VARCHAR", "image": "VARCHAR", "engine": "VARCHAR", "vendor": "VARCHAR",
    "batch_size": "BIGINT", "vus": "BIGINT", "started_at_ms": "DOUBLE", "latency_ms": "DOUBLE", "ok": "BOOLEAN",
}
duckdb.read_csv(samples, header=True, columns=columns).create_view("raw_samples")
duckdb.sql(f"COPY ({query}) TO '{runs}' (FORMAT parquet)")

//! Generator of large parquet files with the columns of the real tables.

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use std::sync::Arc;

const SCHEMA: &str = "message runs {
    required int64 total_requests; required double test_duration_sec; required int64 successful_requests;
    required double avg_latency_ms; required double p95_latency_ms; required double throughput_req_per_sec;
    required binary hw_type (UTF8); required int64 batch_size; required binary image (UTF8);
    required binary engine (UTF8); required binary vendor (UTF8); required int64 vus;
    required double seconds_for_1B; required double cost_per_sec; required double 1B_cost; }";

/// Numbers of many different values are stored as they are, as writers do that find no use in a dictionary.
const PLAIN: [&str; 8] = [
    "total_requests",
    "test_duration_sec",
    "successful_requests",
    "avg_latency_ms",
    "p95_latency_ms",
    "throughput_req_per_sec",
    "seconds_for_1B",
    "1B_cost",
];

/// `rows` runs in `groups` row groups.
pub fn table(rows: usize, groups: usize) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).expect("the schema is well-formed"));
    let plain = |properties: parquet::file::properties::WriterPropertiesBuilder, name: &str| {
        properties.set_column_dictionary_enabled(ColumnPath::from(name), false)
    };
    let properties = PLAIN.iter().fold(WriterProperties::builder(), |properties, name| plain(properties, name));
    let mut file =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).expect("memory takes it");
    for group in 0..groups {
        let mut writer = file.next_row_group().expect("a new group");
        write(&mut writer, group * rows / groups..(group + 1) * rows / groups);
        writer.close().expect("the group is whole");
    }
    file.into_inner().expect("the file is whole")
}

/// What a run is, from its number alone.
struct Run {
    vus: i64,
    batch: i64,
    hardware: usize,
    throughput: f64,
    latency: f64,
}

impl Run {
    fn new(row: usize) -> Self {
        // An odd multiplier visits all remainders: rows come in no order.
        let mixed = row.wrapping_mul(2_654_435_761) % 1_000_003;
        let (vus, batch) = (1 + (mixed % 97) as i64, 1_i64 << (mixed % 8));
        let hardware = mixed % 3;
        let noise = 1.0 + (mixed % 1013) as f64 / 10_000.0 + row as f64 * 1e-9;
        let throughput = 40.0 * (hardware + 1) as f64 * vus as f64 / (vus as f64 + 9.0) * noise;
        Self { vus, batch, hardware, throughput, latency: 1000.0 * vus as f64 / throughput }
    }

    fn requests(&self) -> i64 {
        (self.throughput * 60.0 * 1000.0) as i64
    }

    fn price(&self) -> f64 {
        [0.5, 0.7, 1.2][self.hardware] / 3600.0
    }

    fn float(&self, column: &str) -> f64 {
        match column {
            "test_duration_sec" => 60.0 + self.latency / 1000.0,
            "avg_latency_ms" => self.latency,
            "p95_latency_ms" => self.latency * 1.31,
            "throughput_req_per_sec" => self.throughput,
            "seconds_for_1B" => 1e9 / self.throughput,
            "cost_per_sec" => self.price(),
            _ => 1e9 / self.throughput * self.price(),
        }
    }

    fn text(&self, column: &str) -> &'static str {
        match column {
            "hw_type" => ["nvidia-t4", "nvidia-l4", "nvidia-a10"][self.hardware],
            "image" => "server:1.0",
            "engine" => ["torch", "onnx", "torch"][self.hardware],
            _ => "gcp",
        }
    }

    fn whole(&self, column: &str) -> i64 {
        match column {
            "vus" => self.vus,
            "batch_size" => self.batch,
            _ => self.requests(),
        }
    }
}

fn write(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, rows: std::ops::Range<usize>) {
    let runs: Vec<Run> = rows.map(Run::new).collect();
    let names: Vec<&str> =
        SCHEMA.split("required ").skip(1).filter_map(|field| field.split([' ', ';']).nth(1)).collect();
    for name in names {
        let mut column = group.next_column().expect("columns can be written").expect("one for each name");
        fill(&mut column, name, &runs);
        column.close().expect("the column is whole");
    }
}

fn fill(column: &mut SerializedColumnWriter<'_>, name: &str, runs: &[Run]) {
    let written = match name {
        "hw_type" | "image" | "engine" | "vendor" => {
            let values: Vec<ByteArray> = runs.iter().map(|run| run.text(name).into()).collect();
            column.typed::<ByteArrayType>().write_batch(&values, None, None)
        }
        "vus" | "batch_size" | "total_requests" | "successful_requests" => {
            let values: Vec<i64> = runs.iter().map(|run| run.whole(name)).collect();
            column.typed::<Int64Type>().write_batch(&values, None, None)
        }
        _ => {
            let values: Vec<f64> = runs.iter().map(|run| run.float(name)).collect();
            column.typed::<DoubleType>().write_batch(&values, None, None)
        }
    };
    assert_eq!(written.expect("the values are of the column's type"), runs.len());
}

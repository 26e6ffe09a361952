// Writes the parquet fixtures of JavaScript's writers, whose footers claim less than the pages hold: parquetjs gives the
// compressed size of a column for both of its sizes. What must come out of them is beside them, as pyarrow read it;
// `make_fixtures.py --check` compares.
//
// usage: npm install parquetjs-lite@0.8.7 hyparquet-writer@0.17.0 hyparquet@1.33.0; node make_js_fixtures.mjs FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import parquetjs from "parquetjs-lite";

const folder = process.argv[2];
const rows = Array.from({ length: 60 }, (_, at) => ({
  vus: [1, 2, 4, 8, 16][at % 5],
  avg_latency_ms: 10 + at / 4,
  throughput_req_per_sec: 100 - at / 2,
  "1B_cost": 1400 + at * 8,
  hw_type: at % 7 === 0 ? undefined : ["nvidia-l4", "nvidia-t4"][at % 2],
}));

// `tags` is repeated, without the annotation of a list.
for (const compression of ["SNAPPY", "GZIP"]) {
  const number = { type: "DOUBLE", compression };
  const schema = new parquetjs.ParquetSchema({
    vus: { type: "INT32", compression },
    avg_latency_ms: number,
    tags: { type: "INT32", repeated: true, compression },
    throughput_req_per_sec: number,
    "1B_cost": number,
    hw_type: { type: "UTF8", optional: true, compression },
  });
  const writer = await parquetjs.ParquetWriter.openFile(schema, join(folder, `parquetjs_${compression.toLowerCase()}.parquet`));
  for (const [at, row] of rows.entries()) await writer.appendRow({ ...row, tags: [at, at + 1].slice(0, at % 3) });
  await writer.close();
}

const column = (name, type) => ({ name, type, data: rows.map((row) => row[name] ?? null) });
const numbers = ["avg_latency_ms", "throughput_req_per_sec", "1B_cost"].map((name) => column(name, "DOUBLE"));
const columnData = [column("vus", "INT32"), ...numbers, column("hw_type", "STRING")];
writeFileSync(join(folder, "hyparquet_writer.parquet"), Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 25 })));

"""Reads a saved table with DuckDB and prints it as JSON: sql_read.py FILE.parquet|FILE.csv

Floats are printed as their 64 bits, in hexadecimal digits.
"""

import json
import struct
import sys

import duckdb

path = sys.argv[1]


def plain(value):
    return struct.pack(">d", value).hex() if isinstance(value, float) else value


if path.endswith(".csv"):
    options = {"header": True, "all_varchar": True, "delimiter": ",", "quotechar": '"', "escapechar": '"'}
    table, about = duckdb.read_csv(path, allow_quoted_nulls=False, **options), {}
else:
    table = duckdb.read_parquet(path)
    pairs = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    about = {key.decode(): value.decode() for key, value in pairs}
rows = [[plain(value) for value in row] for row in table.fetchall()]
types = [str(kind) for kind in table.types]
print(json.dumps({"names": table.columns, "types": types, "rows": rows, "about": about}))

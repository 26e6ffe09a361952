#!/usr/bin/env python3
"""Makes the parquet files that the decoder is tested on, and beside each what must come out of it.

usage: make_fixtures.py [--out DIR]     write every NAME.parquet and NAME.json (default: tests/fixtures)
       make_fixtures.py --check [...]   write nothing; read every file back with pyarrow and compare with its JSON

The committed files were made with Python 3.11 and, in a venv of its own,
    pip install pyarrow==26.0.1 polars==2.1.0 pandas==3.1.1 numpy==2.4.6
The same versions write the same bytes, but for the three encrypted files: their nonces are random, so they are written
only where they are absent. Making everything takes 15 seconds and 700 MB of memory, nearly all for the two bombs.

NAME.json of a file that must be read, columns and rows in file order:
    {"rows": N, "columns": {"vus": {"type": "int", "values": [1, null]}}, "skipped": ["a_list"]}
  type     float | int | bool | text, by what the file stores, not by what the column means: decimals are floats,
           dates and timestamps text (2024-01-02, 2024-01-02T03:04:05.678, no trailing zeros, UTC), times of day int,
           a null type is int, bytes are text with U+FFFD for what is no UTF-8, those of a fixed length hexadecimal
  values   null for null; "NaN", "inf", "-inf"; other floats have 15 digits or less, which JSON parsers read exactly
  skipped  the columns that are not read: lists, structs and maps; absent when there are none
NAME.json of a file that must be refused, with the column when one is to blame:
    {"error": "WrongType", "column": "vus"}

Every valid file holds the 15 columns of the notebooks' run tables. To stay small, files leave out statistics,
dictionaries of numbers and arrow's own schema (HOUSE), but for those named *_default, which are as their writer likes.
"""

import argparse
import base64
import json
import math
import re
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.parquet.encryption import (
    CryptoFactory, EncryptionConfiguration, KmsClient, KmsConnectionConfig, create_encryption_properties)

SEED = 20240229
# name, vendor, $/h, requests per second at most
HARDWARE = [("nvidia-l4", "aws", 0.8, 5.0), ("nvidia-t4", "gcp", 0.5, 3.5), ("nvidia-l4", "gcp", 0.7, 4.9)]
IMAGES = ["michaelf34/infinity:0.0.75", "michaelf34/infinity:0.0.75-trt-onnx"]
COST, LATENCY, THROUGHPUT = "1B_cost", "avg_latency_ms", "throughput_req_per_sec"
RUN_COLUMNS = ["vus", "batch_size", "hw_type", LATENCY, THROUGHPUT, COST]
FEW_ROWS, MANY_ROWS = 12, 130
HOUSE = {"store_schema": False, "write_statistics": False, "use_dictionary": ["hw_type", "image", "engine", "vendor"]}
GROUPS = {"row_group_size": 5}
PAGES = {"row_group_size": 65, "max_rows_per_page": 33, "use_dictionary": True}
MAX_BYTES = 20_000
TOO_LARGE = 1 << 30

# ---- tables


def digits(values):
    """Rounded to 12 significant digits: short JSON, far below any tolerance."""
    return [float(f"{v:.12g}") for v in values]


def runs(n=FEW_ROWS, steps=4):
    """The run table: 1, 2, 4 .. VUs per configuration; latency and costs by the formulae of the notebooks."""
    rng = np.random.default_rng(SEED)
    config, vus = np.arange(n) // steps, 2 ** (np.arange(n) % steps)
    hardware, vendor, price, speed = (np.array(c)[config % 3] for c in zip(*HARDWARE))
    batch = 2 ** (config % 11)
    throughput = np.round(speed * (1 - np.exp(-vus / 1.2)) * (1 + 0.02 * np.log2(batch)) * rng.lognormal(0, 0.02, n), 6)
    latency = np.round(1000 * vus / throughput, 3)
    duration = np.round(60 + rng.exponential(0.6, n), 6)
    total = np.round(throughput * duration).astype(np.int64)
    per_billion, per_sec = np.array(digits(1e9 / throughput)), np.array(digits(price / 3600))
    return pa.table({
        "total_requests": total, "test_duration_sec": duration, "successful_requests": total - (config % 5 == 4),
        LATENCY: latency, "p95_latency_ms": np.round(latency * (1.2 + 0.3 * rng.random(n)), 2), THROUGHPUT: throughput,
        "hw_type": hardware, "batch_size": batch, "image": np.array(IMAGES)[config % 2], "engine": ["torch"] * n,
        "vendor": vendor, "vus": vus, "seconds_per_billion": per_billion, "cost_per_sec": per_sec,
        COST: digits(per_billion * per_sec)})


def edit(table, columns):
    """The table with columns replaced, or added at its end."""
    for name, values in columns.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, values) if at >= 0 else table.append_column(name, values)
    return table


def cast(table, type_, *names):
    return edit(table, {n: table[n].cast(type_) for n in names})


def patch(table, name, changes):
    """The table with the rows {row: value} of one column changed."""
    values = [changes.get(row, value) for row, value in enumerate(table[name].to_pylist())]
    return edit(table, {name: pa.array(values, table[name].type)})


def cycles(columns):
    """The run table with columns {name: (type, values)}, each repeating its few values down the rows."""
    fill = lambda type_, values: pa.array([values[i % len(values)] for i in range(FEW_ROWS)], type_)
    return edit(runs(), {name: fill(*column) for name, column in columns.items()})


def names_of(kind, table):
    return [f.name for f in table.schema if kind_of(f.type) == kind]


def chunks(source):
    """What the footer says of the column chunks of the first row group, by column."""
    return {c["path_in_schema"]: c for c in pq.read_metadata(source).to_dict()["row_groups"][0]["columns"]}


# ---- a fixture is its name, its answer, and what writes it to a path


def valid(name, table, house=HOUSE, encodings=(), **options):
    """A file to be read. `encodings` are those that its pages must really have been written with."""
    def write(path):
        pq.write_table(table, path, **house | options)
        for column, encoding in dict(encodings).items():
            assert encoding in chunks(path)[column]["encodings"], (name, column)
    return name, describe(table), write


def refused(name, error, content, column=None):
    """A file to be refused. `content` is its bytes, or what writes it to a path."""
    write = content if callable(content) else lambda path: path.write_bytes(content)
    return name, {"error": error} | ({"column": column} if column else {}), write


def encoded(name, encoding, columns, table, **options):
    """A valid file with some columns in one encoding, and no dictionaries."""
    wanted = dict.fromkeys(columns, encoding)
    return valid(name, table, encodings=wanted, column_encoding=wanted, use_dictionary=False, **options)


# ---- the files that must be read


def codecs():
    """Every codec with both data page versions; two have many pages, two more several row groups."""
    layouts = {"snappy": PAGES, "zstd_v2": PAGES, "gzip": GROUPS, "brotli_v2": GROUPS}
    for codec in ("none", "snappy", "gzip", "lz4", "brotli", "zstd"):
        for name, version in ((codec, "1.0"), (f"{codec}_v2", "2.0")):
            layout = layouts.get(name, {})
            table = runs(MANY_ROWS if layout is PAGES else FEW_ROWS)
            yield valid(f"codec_{name}", table, compression=codec, data_page_version=version, **layout)


def encodings():
    table, texts = runs(), names_of("text", runs())
    yield valid("plain_strings", table, use_dictionary=False, encodings=dict.fromkeys(texts, "PLAIN"))
    for name, type_ in (("dictionary_strings", pa.dictionary(pa.int32(), pa.string())),
                        ("large_strings", pa.large_string()), ("string_view", pa.string_view())):
        yield valid(name, cast(table, type_, *texts), store_schema=True)
    yield encoded("delta_binary_packed", "DELTA_BINARY_PACKED", names_of("int", table), runs(MANY_ROWS))
    yield encoded("delta_byte_array", "DELTA_BYTE_ARRAY", texts, table)
    yield encoded("delta_length_byte_array", "DELTA_LENGTH_BYTE_ARRAY", texts, table)
    yield encoded("byte_stream_split", "BYTE_STREAM_SPLIT", names_of("float", table), table)
    yield encoded("byte_stream_split_ints", "BYTE_STREAM_SPLIT", names_of("int", table), cast(table, pa.int32(), "vus"))
    # Each value is another one: the dictionary is given up after a few, and plain pages follow.
    names = edit(runs(MANY_ROWS), {"run_name": pa.array([f"run-{row:04}" for row in range(MANY_ROWS)])})
    yield valid("dictionary_given_up", names, use_dictionary=["run_name"], dictionary_pagesize_limit=200,
                write_batch_size=16, data_page_size=200, encodings={"run_name": "PLAIN"})
    flags = cycles({"saturated": (pa.bool_(), [False, False, True, None, True])})
    yield encoded("boolean_rle", "RLE", ["saturated"], flags, data_page_version="2.0")


def numbers():
    limit = 2**53 - 1  # the last integer that a float64 holds with all before it
    ints = {}
    for bits in (8, 16, 32, 64):
        high = 2 ** (bits - 1)
        ints[f"int{bits}"] = [max(-limit, -high), min(limit, high - 1), 1, None, -42]
        ints[f"uint{bits}"] = [0, min(limit, 2 * high - 1), 1, None, 42]
    yield valid("types_ints", cycles({name: (getattr(pa, name)(), values) for name, values in ints.items()}))
    yield valid("types_int64_extremes", cycles({"int64": (pa.int64(), [-(2**63), 2**63 - 1, None]),
                                                "uint64": (pa.uint64(), [2**64 - 1, 0, 2**63])}))
    exact = [0.5, -1.25, None, 1024.0, 0.0009765625]  # in all three widths
    yield valid("types_floats", cycles({
        "float16": (pa.float16(), [v and np.float16(v) for v in exact]), "float32": (pa.float32(), exact),
        "float64": (pa.float64(), exact)}))
    decimals = {}
    for precision, scale, numerals in ((5, 2, ["123.45", "-0.01", "999.99", None]),
                                       (15, 4, ["12345678901.2345", "-0.0001", None]),
                                       (30, 6, ["123456789012345000000000.5", "-1.000001", "0", None])):
        column = pa.decimal128(precision, scale), [v and Decimal(v) for v in numerals]
        decimals[f"decimal_{precision}_{scale}"] = column
    yield valid("decimal_fixed", cycles(decimals))
    yield valid("decimal_integer", cycles(decimals), store_decimal_as_integer=True)
    yield valid("vus_float", cast(runs(), pa.float64(), "vus"))
    yield valid("batch_size_int32", cast(runs(), pa.int32(), "batch_size"))
    yield valid("cost_float32", cast(runs(), pa.float32(), COST))
    yield valid("hw_is_number", cycles({"hw_type": (pa.int64(), [4, 4, 4, 40])}))


def other_types():
    yield valid("types_bool", cycles({"ok": (pa.bool_(), [True, None, False]), "never": (pa.bool_(), [False])}))
    times = {"date32": (pa.date32(), [date(2024, 1, 2), date(1969, 12, 31), None])}
    for unit, part in (("ms", "678"), ("us", "678901"), ("ns", "678901234")):
        moments = [f"2024-01-02T03:04:05.{part}", "2024-02-29T00:00:00", f"1969-12-31T23:59:59.{part}"]
        times[f"timestamp_{unit}"] = (pa.timestamp(unit), [np.datetime64(t, unit) for t in moments] + [None])
    yield valid("types_times", cycles(times))
    yield valid("types_null", cycles({"notes": (pa.null(), [None])}))
    yield valid("types_binary", cycles({"digest": (pa.binary(), [b"\xff\x00\xfe", b"plain", b"", None])}))
    point = pa.struct([("p50", pa.float64()), ("tags", pa.list_(pa.string()))])
    yield valid("types_nested", cycles({
        "samples": (pa.list_(pa.float64()), [[1.5, 2.5], [], None, [3.5]]), "after_list": (pa.int32(), [1, None]),
        "point": (point, [{"p50": 1.5, "tags": ["a", None]}, None]),
        "labels": (pa.map_(pa.string(), pa.int64()), [[("a", 1)], []]), "last": (pa.string(), ["x", "y", None])}))


def odd_types():
    """Types that no load test writes, and other tables do."""
    moments = pa.array([np.datetime64(t, "ns") for t in ("2024-01-02T03:04:05.678901234", "1969-12-31T23:59:59")] * 6)
    yield valid("types_int96", edit(runs(), {"started": moments}), use_deprecated_int96_timestamps=True)
    # What is stored is UTC: the zone's name is only in arrow's own schema.
    yield valid("types_times_tz", edit(runs(), {f"in_{zone.lower()}": moments.cast(pa.timestamp("us", zone), safe=False)
                                                for zone in ("UTC", "Asia/Tokyo")}))
    yield valid("types_times_of_day", cycles({
        "time32": (pa.time32("ms"), [0, 86_399_999, None]), "time64": (pa.time64("us"), [1, 86_399_999_999]),
        "time64_ns": (pa.time64("ns"), [None, 86_399_999_999_999])}))
    uuids = [bytes(range(16)), None, b"\xff" * 16]
    yield valid("types_uuid_json", edit(runs(), {
        "id": pa.ExtensionArray.from_storage(pa.uuid(), pa.array(uuids * 4, pa.binary(16))),
        "tags": pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a": [1, null]}', None, "", "no json"] * 3)),
        "hash": pa.array([b"abc", b"\x00\x01\x02", None] * 4, pa.binary(3))}))
    yield valid("decimal_wide", cycles({
        "decimal_76_10": (pa.decimal256(76, 10), [Decimal("-12345678901.5"), Decimal(10) ** 60, None]),
        "decimal_50_38": (pa.decimal256(50, 38), [Decimal("0.25"), Decimal("-999.5")])}))
    inner = pa.struct([("p", pa.list_(pa.list_(pa.int32()))), ("q", pa.map_(pa.string(), pa.list_(pa.string())))])
    yield valid("types_nested_deep", cycles({
        "deep": (pa.list_(inner), [[{"p": [[1], [], None], "q": [("a", ["b", None])]}, None], None, []]),
        "after": (pa.float64(), [0.5, None])}))


def values():
    table, rows = runs(), range(FEW_ROWS)
    nulls = table
    for i, name in enumerate(table.column_names):
        nulls = patch(nulls, name, {row: None for row in rows if (row + i) % 4 == 0})
    yield valid("with_nulls", nulls, **GROUPS)
    yield valid("all_null_cost", cycles({COST: (pa.float64(), [None])}))
    odd = dict(enumerate([math.nan, math.inf, -math.inf, 0.0, -1.5]))
    yield valid("nan_inf", patch(patch(table, COST, odd), LATENCY, {row + 3: v for row, v in odd.items()}))
    yield valid("one_row", table.slice(0, 1))
    yield valid("no_rows", table.slice(0, 0))
    yield valid("one_group", runs(steps=FEW_ROWS))
    cost, latency = table[COST][2].as_py(), table[LATENCY][2].as_py()
    yield valid("ties", patch(patch(table, COST, {5: cost, 6: cost, 9: cost}), LATENCY, {6: latency, 9: latency}))
    yield valid("duplicate_rows", pa.concat_tables([table, table.slice(0, 4), table.slice(0, 2)]))
    yield valid("required_columns", table.cast(pa.schema([f.with_nullable(False) for f in table.schema])))
    free = {row: 0.0 for row in rows if table["vendor"][row].as_py() == "gcp"}
    yield valid("zero_price", patch(patch(table, "cost_per_sec", free), COST, free))


def strings():
    yield valid("unicode_names_and_values", cycles({
        "hw_type": (pa.string(), ["kärnten-l4", "🚀 gpu", "معالج", "加速器"]), "コスト": (pa.float64(), [1.5, None]),
        "größe 💡": (pa.string(), ["übergroß", "u\u0308bergroß", "🧑‍🚀", "", "a\tb\nc"]), "זמן": (pa.int64(), [7, 8])}))
    markup = '<img src=x onerror="window.pwned=1">'
    yield valid("markup_in_strings", patch(runs(), "hw_type", dict.fromkeys(range(4, 8), markup)))
    yield valid("long_strings", patch(runs(), "image", {3: ("registry.example/" * 295)[:5000]}))


def shapes():
    table = runs()
    yield valid("extra_columns", cycles({f"extra_{i}": column for i, column in enumerate([
        (pa.int64(), [3, None, 5]), (pa.float64(), [0.25, -2.0]), (pa.string(), ["a", "b", None]), (pa.string(), [""]),
        (pa.bool_(), [True, None]), (pa.int32(), [-1]), (pa.float32(), [0.125]), (pa.date32(), [date(2024, 1, 2)]),
        (pa.timestamp("us"), [np.datetime64("2024-01-02T03:04:05", "us")]), (pa.int16(), [7, 9])])}))
    metrics = range(60 - table.num_columns)
    yield valid("many_columns", cycles({f"metric_{i:02}": (pa.int32(), [i, i + 1]) for i in metrics}))
    yield valid("pyarrow_default", table, house={})
    yield valid("page_index", runs(MANY_ROWS), write_page_index=True, write_statistics=True, **PAGES)
    yield valid("bloom_filter", table, bloom_filter_options={"hw_type": {"ndv": 4, "fpp": 0.05}, "vus": {"ndv": 4}})
    for version in (1, 2):
        yield valid(f"page_checksums_v{version}", table, write_page_checksum=True, data_page_version=f"{version}.0")
    yield valid("group_per_row", table.select(RUN_COLUMNS), row_group_size=1)

    def empty_groups(path):
        with pq.ParquetWriter(path, table.schema, **HOUSE) as writer:
            for start, rows in ((0, 0), (0, 5), (5, 0), (5, 7), (12, 0)):
                writer.write_table(table.slice(start, rows))
    yield "empty_row_groups", describe(table), empty_groups
    yield "polars_default", describe(table), pl.from_arrow(table).write_parquet
    index = {"run_name": [f"run-{row:02}" for row in range(FEW_ROWS)], "__index_level_1__": ["host-a", "host-b"] * 6}
    frame = table.to_pandas().set_index(pd.MultiIndex.from_arrays(list(index.values()), names=["run_name", None]))
    indexed = edit(table, {name: pa.array(values) for name, values in index.items()})
    yield "pandas_index", describe(indexed), lambda path: frame.to_parquet(path, **HOUSE | {"store_schema": True})


# ---- the files that must be refused


def parquet_bytes(table, **options):
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **HOUSE | options)
    return bytearray(sink.getvalue())


def throughput_page(data):
    """Of that column's only page: where its uncompressed size stands, where its body begins and where it ends."""
    chunk = chunks(pa.BufferReader(data))[THROUGHPUT]
    at, end = chunk["data_page_offset"], chunk["data_page_offset"] + chunk["total_compressed_size"]
    tags, sizes = bytes(data[at : at + 5 : 2]), data[at + 3 : at + 6 : 2]
    assert tags == b"\x15\x15\x15" and max(sizes) < 0x80, "a page header: type, sizes of one byte, doubled by zigzag"
    return at + 3, end - sizes[1] // 2, end


def garbage_page(codec):
    data = parquet_bytes(runs(4), compression=codec)
    _, start, end = throughput_page(data)
    data[start:end] = bytes(byte ^ 0xFF for byte in data[start:end])
    return data


def lzo():
    """pyarrow writes no LZO: pages in snappy, and a footer that after each column's path says codec 3 instead of 1."""
    data, columns = re.subn(rb"(\x19\x18[\x01-\x7f]\w+\x15)\x02", b"\\1\x06", parquet_bytes(runs(4)))
    assert columns == runs().num_columns
    return data


class Keys(KmsClient):
    """Hides no key: what is tested never decrypts."""

    def __init__(self, _config):
        KmsClient.__init__(self)

    def wrap_key(self, key, _master):
        return base64.b64encode(key)

    def unwrap_key(self, wrapped, _master):
        return base64.b64decode(wrapped)


def one_column_encrypted():
    configuration = EncryptionConfiguration("footer", column_keys={"column": [THROUGHPUT]}, plaintext_footer=True)
    return CryptoFactory(Keys).file_encryption_properties(KmsConnectionConfig(), configuration)


def encrypted(make_properties):
    """Random nonces make every writing another file: an existing one is kept."""
    def write(path):
        if not path.exists():
            properties = make_properties()
            pq.write_table(runs(4), path, encryption_properties=properties, **HOUSE)
    return write


def bomb(rows, text, **options):
    """The run table with every column constant, and a page for each row group."""
    def write(path):
        arrays = {pa.float64(): pa.array(np.zeros(rows)), pa.int64(): pa.array(np.zeros(rows, np.int64)),
                  pa.string(): pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), [text])}
        table = pa.table({f.name: arrays[f.type] for f in runs().schema})
        pages = {"row_group_size": rows, "max_rows_per_page": rows, "data_page_size": TOO_LARGE}
        pq.write_table(table, path, **HOUSE | pages | options)
    return write


def refusals():
    table, whole = runs(4), parquet_bytes(runs(4))
    footer = int.from_bytes(whole[-8:-4], "little")
    yield refused("not_parquet", "NotParquet", b"<!doctype html>\n<title>404</title>\n<p>Entry not found</p>\n")
    yield refused("empty_file", "NotParquet", b"")
    yield refused("truncated", "Truncated", whole[:-100])
    yield refused("truncated_head_only", "Truncated", whole[:8])
    yield refused("footer_length_huge", "Corrupt", whole[:-8] + (0x7FFFFFFF).to_bytes(4, "little") + whole[-4:])
    yield refused("footer_garbage", "Corrupt", whole[: -8 - footer] + b"\xff" * footer + whole[-8:])
    yield refused("page_garbage", "Corrupt", garbage_page("snappy"), THROUGHPUT)
    yield refused("page_garbage_zstd", "Corrupt", garbage_page("zstd"), THROUGHPUT)
    yield refused("unsupported_codec", "UnsupportedCodec", lzo())
    yield refused("no_columns", "NoColumns", parquet_bytes(pa.table({}), use_dictionary=False))
    lists = pa.table({"samples": pa.array([[1.5], []]), "pair": pa.array([{"a": 1}, None])})
    yield refused("only_nested", "NoColumns", parquet_bytes(lists, use_dictionary=False))
    for name, column in (("vus", "vus"), ("cost", COST), ("latency", LATENCY)):
        # Another column tells, or none is needed: read all the same.
        rest = table.drop_columns(column)
        yield f"missing_{name}", describe(rest), lambda path, rest=rest: path.write_bytes(parquet_bytes(rest))
        yield refused(f"{name}_is_text", "WrongType", parquet_bytes(cast(table, pa.string(), column)), column)
    key = lambda plain: lambda: create_encryption_properties(b"isocost-fixtures", plaintext_footer=plain)
    yield refused("encrypted", "Encrypted", encrypted(key(False)))
    # The footer says so only in fields that a reader without decryption passes over.
    yield refused("encrypted_columns", "EncryptedColumn", encrypted(key(True)), "total_requests")
    yield refused("encrypted_one_column", "EncryptedColumn", encrypted(one_column_encrypted), THROUGHPUT)
    # Each is large in one way: 1.1 GB of plain pages but few rows; 30 million rows but tiny pages even decompressed.
    plain = {"compression": "brotli", "use_dictionary": False, "row_group_size": 70_000}
    yield refused("zip_bomb", "TooLarge", bomb(140_000, "x" * 2000, **plain))
    yield refused("row_bomb", "TooLarge", bomb(30_000_000, "x", compression="none", use_dictionary=True))


# ---- the answers, and the check


def storage(type_):
    return type_.storage_type if isinstance(type_, pa.BaseExtensionType) else type_


def kind_of(type_):
    """The type's word in the JSON, or None for one that is not read."""
    t, type_ = pa.types, storage(type_)
    kinds = {"int": [t.is_integer, t.is_null, t.is_time], "float": [t.is_floating, t.is_decimal], "bool": [t.is_boolean], "text": [
        t.is_string, t.is_large_string, t.is_string_view, t.is_dictionary, t.is_binary,
        t.is_fixed_size_binary, t.is_date, t.is_timestamp]}
    return next((kind for kind, tests in kinds.items() if any(test(type_) for test in tests)), None)


def json_float(value):
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else str(value)
    assert float(f"{value:.15g}") == value, f"{value!r} needs more than 15 digits"
    return value


def json_values(column):
    if pa.types.is_timestamp(column.type):  # numpy, because Python's own has no nanoseconds
        return [None if np.isnat(v) else str(v).rstrip("0").rstrip(".") for v in column.to_numpy()]
    if storage(column.type) != column.type:
        column = column.cast(storage(column.type))
    if pa.types.is_time(column.type):
        column = column.cast(f"int{column.type.bit_width}")
    text = {pa.types.is_binary(column.type): lambda v: v.decode(errors="replace"),
            pa.types.is_fixed_size_binary(column.type): bytes.hex}.get(True, str)
    convert = {"float": json_float, "text": text}.get(kind_of(column.type), lambda v: v)
    return [None if v is None else convert(v) for v in column.to_pylist()]


def describe(table):
    """What NAME.json says of a table."""
    kinds = {f.name: kind_of(f.type) for f in table.schema}
    columns = {n: {"type": kind, "values": json_values(table[n])} for n, kind in kinds.items() if kind}
    skipped = [n for n, kind in kinds.items() if not kind]
    return {"rows": table.num_rows, "columns": columns} | ({"skipped": skipped} if skipped else {})


def json_text(answer):
    """JSON with a line for each column, for readable diffs."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub(r'("columns":\{|\]\},)(?=")', r"\1\n", text) + "\n"


def confirms(path, answer):
    """Whether pyarrow finds in the file what the answer says."""
    error, column = answer.get("error"), answer.get("column")
    if error not in ("MissingColumn", "WrongType", "NoColumns", "TooLarge"):
        try:
            return describe(pq.ParquetFile(path).read()) == answer
        except (OSError, pa.ArrowException):
            return error is not None
    footer, schema = pq.read_metadata(path), pq.read_schema(path)
    page_bytes = sum(footer.row_group(i).total_byte_size for i in range(footer.num_row_groups))
    return {"TooLarge": max(page_bytes, 8 * footer.num_rows * footer.num_columns) > TOO_LARGE,
            "NoColumns": not any(kind_of(field.type) for field in schema), "MissingColumn": column not in schema.names,
            "WrongType": column in names_of("text", schema.empty_table())}[error]


def check(folder):
    """The number of files that are not what their JSON says."""
    stems = sorted({path.stem for suffix in ("parquet", "json") for path in folder.glob(f"*.{suffix}")})
    bad = total = 0
    for stem in stems:
        path, answer = folder / f"{stem}.parquet", json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        size = path.stat().st_size
        ok = size <= MAX_BYTES and confirms(path, answer)
        bad, total = bad + (not ok), total + size
        print("ok " if ok else "BAD", f"{size:6} {stem:26}", answer.get("error") or f"{answer['rows']} rows")
    print(f"{len(stems)} files, {total} bytes of parquet, {bad} bad")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "fixtures")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        sys.exit(check(options.out) > 0)
    options.out.mkdir(parents=True, exist_ok=True)
    for family in (codecs, encodings, numbers, other_types, odd_types, values, strings, shapes, refusals):
        for name, answer, write in family():
            write(options.out / f"{name}.parquet")
            (options.out / f"{name}.json").write_text(json_text(answer), encoding="utf-8")


if __name__ == "__main__":
    main()

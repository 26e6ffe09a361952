"""Runs the page's Python snippets, each in its own namespace and with warnings as errors.

`python_run.py JOBS` reads a JSON list of jobs and prints a JSON list of answers. A job has a `script`, and `wanted`, an
expression that is evaluated after the script. An answer has its `value`, or `error`.
"""
import contextlib
import io
import json
import math
import sys
import traceback
import warnings


def plain(value):
    """Converts to JSON values: missing values are null, infinities their names."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return None if math.isnan(value) else str(value) if math.isinf(value) else value


def answer(job):
    printed = io.StringIO()
    names = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("error")
            exec(compile(job["script"], "script.py", "exec"), names)
            value = eval(job["wanted"], names)
        return {"value": plain(value), "printed": printed.getvalue()}
    except BaseException:
        return {"error": traceback.format_exc()}


with open(sys.argv[1], encoding="utf-8") as file:
    jobs = json.load(file)
json.dump([answer(job) for job in jobs], sys.stdout, allow_nan=False)

"""Runs the page's Python snippets, each in its own namespace and with warnings as errors.

`python_run.py SOCKET` loads the libraries once, listens there, and prints "ready". Who connects sends the path of a JSON
list of jobs and gets a JSON list of answers, from a process of its own: loading the libraries takes longer than most
snippets. A job has a `script`, and `wanted`, an expression that is evaluated after the script, which is run once for all
that is wanted of it. An answer has its `value`, or `error`. The end of the standard input ends all.
"""
import contextlib
import io
import json
import math
import os
import select
import signal
import socket
import sys
import traceback
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("error")
    import pandas
    import scipy.interpolate


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


def answer(job, done):
    names = done.get(job["script"], {"__name__": "__main__"})
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("error")
            if job["script"] not in done:
                exec(compile(job["script"], "script.py", "exec"), names)
                done[job["script"]] = names
            value = eval(job["wanted"], names)
        return {"value": plain(value)}
    except BaseException:
        return {"error": traceback.format_exc()}


def serve(connection):
    with connection, connection.makefile("rw", encoding="utf-8") as stream:
        with open(stream.readline().rstrip("\n"), encoding="utf-8") as file:
            jobs = json.load(file)
        done = {}
        json.dump([answer(job, done) for job in jobs], stream, allow_nan=False)


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(sys.argv[1])
    listener.listen()
    print("ready", flush=True)
    while sys.stdin not in (ready := select.select([listener, sys.stdin], [], [])[0]):
        connection = listener.accept()[0]
        if os.fork() == 0:
            listener.close()
            serve(connection)
            os._exit(0)
        connection.close()
os.unlink(sys.argv[1])

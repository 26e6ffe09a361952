"""Executes a notebook and exports its outputs as one HTML page: notebook_run.py NOTEBOOK.ipynb PAGE.html"""

import sys

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

notebook, page = sys.argv[1:]
cells = nbformat.read(notebook, as_version=4)
NotebookClient(cells, timeout=120, kernel_name="python3").execute()
# The basic template is the outputs alone; the others fetch scripts from elsewhere.
body, _ = HTMLExporter(template_name="basic").from_notebook_node(cells)
with open(page, "w", encoding="utf-8") as file:
    file.write(f'<!doctype html><meta charset="utf-8"><title>A notebook</title>{body}')

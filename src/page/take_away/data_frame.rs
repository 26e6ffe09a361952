//! Notebook cell that puts a data frame into the page: eight lines of Python, without upload or network.
//!
//! It writes what README calls contract 1 into the page as one file: a `<script type="text/plain" data-raw
//! data-table="file=NAME">` with a file of any form that the page reads, gzipped and in base64, and the question in a
//! `<meta name="isocost-state">`. [`super::super::tables::embedded`] reads both.

use super::python::text::literal;

/// What to know about the cell.
pub const NOTE: &str = "df is a data frame of pandas or polars, or a table of pyarrow. The cell needs pyarrow, and \
                        isocost.html beside the notebook: the page without tables, which the button above saves. Nothing \
                        is sent anywhere. Tried in
                        nbconvert's HTML; not in Colab, VS Code or Safari.";

// IPython warns of HTML that begins with a frame.
const CELL: &str = r#"import base64, gzip, html, io
import pyarrow, pyarrow.parquet
from IPython.display import HTML, display

ASK = $0
file = io.BytesIO()
pyarrow.parquet.write_table(pyarrow.table(df), file)
data = base64.b64encode(gzip.compress(file.getvalue())).decode()
own = f'<meta name="isocost-state" content="{html.escape(ASK)}"><script type="text/plain" data-raw data-table="file=df.parquet">{data}</script></head>'
page = html.escape(open("isocost.html", encoding="utf-8").read().replace("</head>", own, 1))
display(HTML(f'<div><iframe srcdoc="{page}" title="Isocost" sandbox="allow-scripts allow-downloads" width="100%" height="800" style="border: 0"></iframe></div>'))
"#;

/// The cell, which asks this question: the query of an address, without tables.
#[must_use]
pub fn cell(question: &str) -> String {
    CELL.replacen("$0", &literal(question), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_is_text() {
        assert!(cell("max_p95_ms=500&allow_hw=a%22b").contains("ASK = \"max_p95_ms=500&allow_hw=a%22b\"\n"));
        assert!(cell("\"\n\\").contains("ASK = \"\\\"\\n\\\\\"\n"), "{}", cell("\"\n\\"));
    }
}

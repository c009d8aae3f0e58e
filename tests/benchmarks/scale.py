"""Where one process and one file end: viewers, uploads and rows; and two processes behind nginx.

`--write-scale docs/scale.md` puts the tables into that document, between its two marks.
"""

import os
import platform
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from escp_data import MAKER
from tests.benchmarks.one_file import FIRST_CORRECTION, one_file, table_of
from tests.benchmarks.side_by_side import side_by_side
from tests.benchmarks.tables import columns
from tests.benchmarks.uploading import HEADINGS, alone, while_people_look
from tests.benchmarks.viewers import viewers

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
APART = 10_000
"""Between the numbers of uploads while nobody looks and while people do."""


def scale(folder: Path, store: Path) -> Iterator[str]:
    """Every table, as soon as it is there."""
    yield viewers(store)
    yield side_by_side(folder, store)
    lines, uploads = [], []
    for at, (filled, line) in enumerate(one_file(folder)):
        lines.append(line)
        if at == 0:
            uploads += both(filled.path, "sample")
    yield table_of(lines)
    uploads += both(filled.path, f"{lines[-1][0]} times")
    yield columns("Uploads one after another: checked, looked at, stored", HEADINGS, uploads)


def both(store: Path, name: str) -> list[list[str]]:
    """Uploads while nobody looks and while people do: a line each."""
    first = FIRST_CORRECTION + 1
    return [
        alone(store, first, f"{name}, nobody looks"),
        while_people_look(store, first + APART, f"{name}, people look"),
    ]


def put_into(document: Path, parts: Iterable[str]) -> None:
    """Put tables between the document's two marks, with when and on what they were measured."""
    today = date.today()
    about = (
        f"Measured on {today.day} {today:%B %Y} with {MAKER}, Python {platform.python_version()},"
        f" {os.cpu_count()} cores, by"
        " `python -m tests.benchmarks scale --write-scale docs/scale.md`."
    )
    tables = (f"```text\n{each.strip()}\n```" for each in parts)
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    body = "\n\n".join([BEGIN, about, *tables, END])
    document.write_text(before + body + after, "utf-8")

"""The warning about free text, which leaves as it is written: whom does it count or describe?"""

from collections.abc import Iterator
from functools import lru_cache

from escp_data.model import Problem
from escp_data.rule import columns_of_kind, rule
from escp_data.validation.children_in_text import counts_few, describes_one
from escp_data.validation.contents import Columns
from escp_data.validation.record import Record, Workbook

_SHOWN = "Screens and papers show it as it is written"
_COUNTS = (
    "This text seems to give a small number of children. "
    f'{_SHOWN}: leave the number out, or write "a few".'
)
_DESCRIBES = (
    "This text seems to be about one child. "
    f"{_SHOWN}: leave out age, sex, ethnicity, school and day."
)


@rule(
    "W38",
    "A text seems to count few children, or to describe one.",
    columns_of_kind("text"),
    'Leave the number out, or write "a few"; leave out age, sex, ethnicity, school and day.',
)
def few_children(workbook: Workbook, record: Record) -> Iterator[Problem]:
    """A warning a cell, which repeats nothing of it; none for a text that stands on record."""
    for columns in workbook.values():
        found = list(_seeming(columns))
        recorded = record.recorded_of(columns) if found else []
        for index, name, sentence in found:
            before = recorded[index] or {}
            if before.get(name) != columns.values[name][index]:
                yield columns.problem("W38", name, index, sentence)


def _seeming(columns: Columns) -> Iterator[tuple[int, str, str]]:
    """The places of texts that seem to, each with its sentence."""
    for column in columns.sheet.columns:
        if column.kind == "text":
            for index, text in enumerate(columns.values[column.field]):
                if text and (sentence := _sentence(text)):
                    yield index, column.field, sentence


@lru_cache(maxsize=16_384)
def _sentence(text: str) -> str:
    if counts_few(text):
        return _COUNTS
    return _DESCRIBES if describes_one(text) else ""

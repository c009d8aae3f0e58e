"""Periods as the partnership uses them, read from a cell: see `period_kinds` for what they are.

Texts are read by the one grammar in `period_words`.
"""

from datetime import date, datetime

from escp_data.text.asking import Ask
from escp_data.text.period_kinds import Period, PeriodKind, quarter_of
from escp_data.text.period_words import read_period

__all__ = ["Period", "PeriodKind", "is_period", "parse_period", "quarter_of"]


def parse_period(value: object) -> Period:
    """A period from any form people write, or a date (the quarter it falls in).

    Raises ValueError for anything else, with a hint where there is one; nothing is guessed.
    """
    if isinstance(value, datetime):
        return quarter_of(value.date())
    if isinstance(value, date):
        return quarter_of(value)
    text = " ".join(str(value).split())
    read = read_period(text)
    if isinstance(read, Period):
        return read
    hint = f" Did you mean {read.offered[0]}?" if isinstance(read, Ask) and read.offered else ""
    raise ValueError(f'"{text}" is not a period.{hint}')


def is_period(text: str) -> bool:
    """Whether a text reads as a period; a quarter without its year does not."""
    return isinstance(read_period(text), Period)

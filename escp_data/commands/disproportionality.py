"""The command `disproportionality`: the table behind the page, as text, JSON or CSV."""

import json
import math
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Hashable, Sequence
from contextlib import suppress
from typing import Any

import pandas as pd

from escp_data.commands.calls import Command, open_named_store, say
from escp_data.disproportionality import (
    COLUMNS,
    Comparison,
    Together,
    answers_for_groups,
    bases,
    measures,
    periods,
    references,
    table,
)
from escp_data.disproportionality.numbers import limit_words, ratio_words
from escp_data.disproportionality.together import together_headline, together_words
from escp_data.errors import EscpError, NotFound
from escp_data.excel.writer import print_csv
from escp_data.papers.disproportionality_file import WHY_COLUMN, mark_gaps
from escp_data.returns.prefill import read_agency, read_period
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.ethnic_labels import parse_group
from escp_data.text.nearest import nearest
from escp_data.text.periods import Period
from escp_data.text.rounding import digits
from escp_data.text.wording import listed

_Record = dict[Hashable, Any]  # a row, as DataFrame.to_dict gives it
_BESIDE = ("code", "window", "change", "change_lower", "change_upper", "confidence")
_WHOLE = ("count", "population")
_HEADINGS = ("Group", "Count", "Population", "Rate", "RRI", "Excess", "Verdict")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--measure", metavar="CODE")
    parser.add_argument("--period", metavar="P", help="as things stood at its end")
    parser.add_argument(
        "--reference", metavar="GROUP", help="the comparator (default: each measure's own)"
    )
    parser.add_argument("--basis", metavar="B", help="the population (default: each measure's)")
    parser.add_argument("--agency", metavar="A")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")


def run_disproportionality(asked: Namespace) -> int:
    """Rates and ratios by ethnic group, small numbers hidden; every period unless one is given."""
    store = open_named_store(asked)
    known = periods(store)
    if not known:
        raise EscpError("The dashboard has no counts by ethnic group yet. Upload a return first.")
    comparison = Comparison(
        read_period(asked.period) if asked.period else _last(known),
        reference=_reference(store, asked.reference) if asked.reference else None,
        basis=_basis(store, asked.basis) if asked.basis else None,
        agency=read_agency(store, asked.agency) if asked.agency else None,
    )
    codes = (_code(store, asked.measure),) if asked.measure else None
    found = table(store, comparison, codes, every_period=not asked.period)
    answers = answers_for_groups(store, comparison, codes)
    if asked.json:
        _print_json(found, answers)
    elif asked.csv:
        print_csv(mark_gaps(found)[[*COLUMNS, *_BESIDE, WHY_COLUMN]], sys.stdout)
    else:
        _print_text(found, comparison, answers)
    return 0


def _print_json(found: pd.DataFrame, answers: Sequence[Together]) -> None:
    """A list of rows; a hidden, missing or infinite number is null, and `why` says which.

    `together` is the one answer for the row's group, over all measures asked about.
    """
    together = {each.group: _answer(each) for each in answers}
    rows = [
        {name: _whole(value) if name in _WHOLE else _plain(value) for name, value in row.items()}
        | {"together": together.get(row["group"])}
        for row in found[[*COLUMNS, *_BESIDE, "why"]].to_dict("records")
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=1))


def _answer(each: Together) -> dict[str, object]:
    value, lower, upper = map(_plain, each.change)
    return {
        "ratio_change": value,
        "lower": lower,
        "upper": upper,
        "confidence": each.confidence,
        "verdict": each.verdict or None,
        "measures": each.measures,
        "narrowing": each.narrowing,
        "widening": each.widening,
    }


def _print_text(found: pd.DataFrame, asked: Comparison, answers: Sequence[Together]) -> None:
    if found.empty:
        say(f"Nothing was on record by {asked.period}.")
    for answer in answers:
        say(f"{together_headline(answer)}. {together_words(answer)}")
    if answers:
        say("")
    cells = mark_gaps(found)
    for (measure, window), rows in cells.groupby(["measure", "window"], sort=False):
        first = found.loc[rows.index[0]]
        say(f"{measure}, {window}")
        say(f"  in comparison to {first['reference']}; per {first['per']:,} of {_people(first)}")
        _print_rows([_HEADINGS, *(_line(row) for row in rows.to_dict("records"))])
    if cells[WHY_COLUMN].ne("").any():
        say("[c] hidden to protect children, [x] missing, [z] not applicable")


def _print_rows(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in rows:
        pairs = enumerate(zip(row, widths, strict=True))
        parts = [cell.rjust(w) if 0 < i < 6 else cell.ljust(w) for i, (cell, w) in pairs]
        say("  " + "  ".join(parts).rstrip())
    say("")


def _line(row: _Record) -> tuple[str, ...]:
    return (
        str(row["group"]),
        _number(row["count"]),
        _number(row["population"]),
        _interval(row, "rate", 2),
        _ratio(row),
        _number(row["excess"]),
        str(row["verdict"]),
    )


def _interval(row: _Record, name: str, places: int) -> str:
    value, lower, upper = (row[name + part] for part in ("", "_lower", "_upper"))
    if isinstance(value, str):
        return value
    return f"{_number(value, places)} ({_number(lower, places)} to {_number(upper, places)})"


def _ratio(row: _Record) -> str:
    value, lower, upper = (row[name] for name in ("rri", "rri_lower", "rri_upper"))
    if isinstance(value, str):
        return value if isinstance(lower, str) else f"at least {limit_words(lower)}"
    return ratio_words((value, lower, upper))


def _number(value: object, places: int = 0) -> str:
    return value if isinstance(value, str) else digits(value, places)


def _people(row: pd.Series) -> str:
    return f"{row['basis']} ({row['basis_date']})" if row["basis_date"] else "no known population"


def _plain(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _whole(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def _last(known: tuple[Period, ...]) -> Period:
    return max(known, key=lambda period: period.end)


def _code(store: Store, text: str) -> str:
    known = list(measures(store)["code"])
    return _one_of(known, text, f'There are no counts by ethnic group for "{text}".')


def _basis(store: Store, text: str) -> str:
    return _one_of(list(bases(store)), text, f'There is no population called "{text}".')


def _reference(store: Store, text: str) -> str:
    sentence = f'No group to compare with is called "{text}".'
    with suppress(ValueError):  # the two comparators that are no group have names of their own
        text = parse_group(text).label
    return _one_of(list(references(store)), text, sentence)


def _one_of(known: list[str], text: str, sentence: str) -> str:
    for name in known:
        if fold(name) == fold(text):
            return name
    near = nearest(text, known)
    raise NotFound(f"{sentence} {f'Did you mean {near}?' if near else f'Choose {listed(known)}.'}")


DISPROPORTIONALITY = Command("disproportionality", run_disproportionality, _arguments)

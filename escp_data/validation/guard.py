"""The guard: refuses anything that looks like a record of a child.

The dashboard holds totals only. Before anything else is understood, the guard reads every cell of
every sheet and looks for numbers that identify a person (by their check digit), postcodes, the
headings of child-level columns, and lists with one row for each child. It names the cell and never
repeats what is in it. It cannot know a name in a sentence, nor a list whose headings say nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, takewhile

from escp_data.model import Problem
from escp_data.rule import problem_at, rule
from escp_data.text.clean import clean
from escp_data.validation.child_lists import (
    age_of,
    combinations_repeat,
    in_order,
    marked,
    names_of_people,
    splits,
)
from escp_data.validation.headings import cell_name
from escp_data.validation.identifiers import Identifier, identifiers_in, plain

Rows = Sequence[Sequence[object]]
Values = Sequence[object]

# Headings are read as letters and digits only: "Child's D.O.B." is `childsdob`

_TOP_ROWS = 20
_ENOUGH = 5
_EVERY_CELL = "Every cell of every sheet"
_WHO = (
    "(?:(?:child(?:ren)?|pupil|student|learner|young(?:person|people)|yp|client|serviceuser|"
    "patient|person|victim|sibling|parent|mother|father|carer|baby|subject|family|lac|cla|cin|cp)s?)"
)
_ONE = "(?:(?:child|pupil|student|learner|youngperson|yp|client|serviceuser|patient|baby)s?)"
_OF = rf"(?:of(?:the|a)?{_WHO})"
_NAME = "(?:(?:fore|sur|first|last|family|given|middle|full|preferred|birth)names?)"
_ID = "(?:id|ids|uniqueid|idnumber|ref|reference|identifier)"
_SYSTEM = "(?:lcs|mosaic|liquidlogic|carefirst|eclipse|pnc|cris|emis|systmone|rio|case)"
_COUNT = re.compile(r"\[?[cxz*]\]?|[<>~]?\d[\d,]*(\.\d+)?%?", re.I)


def _is_count(value: object) -> bool:
    """A number, as a number or as text, or a mark that stands for one."""
    if isinstance(value, str):
        return bool(_COUNT.fullmatch(value))
    return isinstance(value, int | float)


def _details(values: Values) -> bool:
    """Anything but counts: a column headed `Home address` with 12 and 30 in it counts places.

    From 1900 a number is a year, or Excel's own for a day, also where it is text.
    """
    return any(not _is_count(v) or _from_1900(v) for v in values)


def _from_1900(value: object) -> bool:
    if isinstance(value, str):
        return value.isdecimal() and int(value) >= 1900
    return isinstance(value, int | float) and value >= 1900


def _one_each(values: Values) -> bool:
    """Short texts that hardly ever repeat: `Child 1`, `Child 2`, or initials."""
    texts = {v for v in values if isinstance(v, str) and len(v) <= 40 and not _is_count(v)}
    return len(texts) >= _ENOUGH and len(texts) >= 0.8 * len(values)


@dataclass(frozen=True)
class _Heading:
    """A heading, and what must stand under it. A weak one must also head its table."""

    code: str
    pattern: str
    evidence: Callable[[Values], bool] = _details
    weak: bool = False


_BIRTH = "(?:dob|(?:date|year|month)ofbirth|birth(?:date|day|year|month))"
_PLACE = "home|current|previous|placement|full|postal|permanent|residential|street|lastknown"
_HEADINGS = (
    _Heading("G05", rf"{_WHO}?\d?{_BIRTH}{_OF}?\d?"),
    _Heading("G05", "(date)?born", weak=True),
    _Heading("G06", rf"{_WHO}?\d?({_NAME}(and)?)+{_OF}?\d?"),
    _Heading("G06", rf"{_WHO}\d?(name|initial)s?\d?((and)?dob)?|(name|initial)s?{_OF}"),
    _Heading("G06", "names?(infull)?", names_of_people, weak=True),
    _Heading("G07", rf"({_WHO}|{_PLACE})*address(es)?(line)?\d?(andpostcode)?{_OF}?"),
    _Heading("G07", rf"house(no|number|name)|uprn|({_WHO}|home|placement)+postcode"),
    _Heading("G07", "street(name)?", weak=True),
    # `LAC no.` and `Children no.` count children; `Child no.` tells one from another.
    _Heading("G08", rf"{_WHO}?{_SYSTEM}{_ID}|{_WHO}\d?{_ID}", bool),
    _Heading("G08", rf"({_ONE}\d?|{_WHO}?{_SYSTEM})(no|number)", bool),
    _Heading("G08", "(former)?upn|uniquepupilnumber|uln|uniquelearnernumber", bool),
    _Heading("G08", "nhs(no|number|id)|nino|ninumber|nationalinsurance(no|number)", bool),
    _Heading("G09", "child|youngperson|yp|pupil|student|baby|case", _one_each, weak=True),
)
_COLUMN_HOLDS = {
    "G05": "dates of birth",
    "G06": "people's names",
    "G07": "addresses",
    "G08": "a number or reference for each child",
    "G09": "one row for each child",
}
_OF_A_CHILD = {
    "age": r"(current)?age(inyears|years|at\w+)?",
    "sex": r"(sex|gender(identity)?)(mf)?|mf",
    "ethnicity": r"ethnicity(code)?|ethnic(group|origin|code|background)|race",
    "belief": r"religion|faith",
    "language": r"(first|home|main)language|nationality|countryofbirth",
    "need": r"disability|disabled|sen|send|senstatus|(primary)?need|diagnosis",
    "schooling": r"yeargroup|schoolyear|ncyear",
    "status": r"legalstatus|(allocated)?(social|key)worker|placementtype",
}
_WHOSE = rf"(?:(?:{_WHO}|cyps?|uascs?)\d?)"
_OF_WHOM = rf"(?:(?:of|for)(?:the|a|each|this)?{_WHOSE})"
_ATTRIBUTES = {kind: rf"{_WHOSE}?(?:{pattern}){_OF_WHOM}?" for kind, pattern in _OF_A_CHILD.items()}
"""`Child's age` and `Gender of young person` as well as `Age` and `Gender`."""
_COUNTS_CHILDREN = re.compile(
    r"count(?!ry)|number|total|numerator|population|noof|value|children|pupils|^n$|20\d\d|q[1-4]"
)
_NUMBERS_ROWS = re.compile(r"(financial|calendar)?year|month|period|quarter|week|no|row|ref|id")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_ANY_HEADING = _any_of(heading.pattern for heading in _HEADINGS)
_ANY_ATTRIBUTE = _any_of(_ATTRIBUTES.values())


_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_PARTS = re.compile(r"^\s*\w{1,2}[.)]\s|[\n/,&:;+*|–—]|\s-\s|\b(?:and|or|dd|as|in|if)\b", re.I)
"""Where a heading has something beside its words: how to fill it in, or a second one."""


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> tuple[str, ...]:
    """Whole, and without what stands in brackets: `DOB (dd/mm/yy)` gives `dobddmmyy` and `dob`."""
    forms = (text, _IN_BRACKETS.sub("", text)) if "(" in text or "[" in text else (text,)
    return tuple("".join(filter(str.isalnum, plain(form).casefold())) for form in forms)


@lru_cache(maxsize=4096)
def _headings_in(text: str) -> tuple[str, ...]:
    """The same, and each part of it: `Child's name and DOB`, `DOB dd/mm/yyyy`, two lines."""
    parts = _PARTS.split(_IN_BRACKETS.sub(" ", text))
    return tuple(dict.fromkeys(form for each in (text, *parts) for form in _squeezed(each)))


def _headings_like(text: str) -> list[_Heading]:
    forms = [form for form in _headings_in(text) if _ANY_HEADING.fullmatch(form)]
    return [one for one in _HEADINGS if any(re.fullmatch(one.pattern, form) for form in forms)]


def _attribute(text: str) -> str:
    """Which of a child's attributes a heading names, or ""."""
    for form in filter(_ANY_ATTRIBUTE.fullmatch, _squeezed(text)):
        return next(name for name in _ATTRIBUTES if re.fullmatch(_ATTRIBUTES[name], form))
    return ""


def _labels(row: Values) -> dict[int, str]:
    """The short texts of a row, by column."""
    texts = {at: text for at, text in enumerate(row) if isinstance(text, str) and len(text) <= 200}
    return {at: text for at, text in texts.items() if len(_IN_BRACKETS.sub("", text).strip()) <= 60}


def _filled(row: Values) -> list[object]:
    return [value for value in row if value is not None and str(value).strip()]


def _below(rows: Rows, at: int, column: int) -> list[object]:
    return _filled([row[column] for row in rows[at + 1 : at + 501] if column < len(row)])


def _heads_its_table(rows: Rows, widths: list[int], at: int, column: int) -> bool:
    """Above it, up to a blank row, stand only titles: rows with fewer filled cells."""
    above = takewhile(lambda nth: widths[nth], range(at - 1, -1, -1))
    as_wide = [rows[nth] for nth in above if widths[nth] >= widths[at]]
    return not any(_filled(row[column : column + 1]) for row in as_wide)


# --- the guard


@dataclass(frozen=True)
class _Finding:
    """A refusal at a cell, counted from 0; `more` cells like it stand in the same column."""

    at: int
    column: int
    code: str
    what: str
    remedy: str = "Remove the column"
    more: int = 0

    def problem(self, sheet: str) -> Problem:
        cell = cell_name(self.at + 1, self.column)
        cells = "cell" if self.more == 1 else "cells"
        others = f" (and {self.more:,} more {cells} in this column)" if self.more else ""
        message = f"{self.what}{others}. {self.remedy}; the dashboard holds totals only."
        return problem_at(self.code, sheet, cell, message)


@rule(
    "G01",
    "A workbook with an NHS number (ten digits, the last a check digit) is refused.",
    _EVERY_CELL,
    "Take the number out, and send totals only.",
)
@rule(
    "G02",
    "A workbook with a unique pupil number (UPN), known by its check letter, is refused.",
    _EVERY_CELL,
    "Take the number out, and send totals only.",
)
@rule(
    "G03",
    "A workbook with a National Insurance number is refused.",
    _EVERY_CELL,
    "Take the number out, and send totals only.",
)
@rule(
    "G04",
    "A workbook with a full postcode is refused; a district such as EN1 is welcome.",
    _EVERY_CELL,
    "Take the postcode out, or write the district alone.",
)
@rule(
    "G05",
    "A workbook with a column of dates of birth, or one in a text, is refused.",
    _EVERY_CELL,
    "Take the dates of birth out; ages in bands are welcome.",
)
@rule(
    "G06",
    "A workbook with a column of people's names is refused.",
    _EVERY_CELL,
    "Take the column out, and send totals only.",
)
@rule(
    "G07",
    "A workbook with a column of addresses is refused.",
    _EVERY_CELL,
    "Take the column out, and send totals only.",
)
@rule(
    "G08",
    "A workbook with a column that numbers each child (UPN, case number) is refused.",
    _EVERY_CELL,
    "Take the column out, and send totals only.",
)
@rule(
    "G09",
    "A workbook with a list that has one row for each child is refused.",
    _EVERY_CELL,
    "Replace the list with counts.",
)
def looks_like_child_record(sheet_name: str, rows: Rows) -> list[Problem]:
    """What in this sheet looks like a record of a child, in reading order; one a column and kind.

    `rows` are the sheet's rows from row 1, their cells from column A. They are read as they would
    be stored, so that nothing invisible hides a number. No message repeats a cell.
    """
    rows = _as_stored(rows)
    findings = [*_headed_columns(rows), *_listed_children(rows), *_identifiers(rows)]
    findings.sort(key=lambda finding: (finding.at, finding.column))
    first: dict[tuple[int, str], _Finding] = {}
    for finding in findings:
        first.setdefault((finding.column, finding.code), finding)
    return [finding.problem(sheet_name) for finding in first.values()]


def _as_stored(rows: Rows) -> Rows:
    texts = {value for value in set(chain.from_iterable(rows)) if isinstance(value, str)}
    stored = {text: kept for text in texts if (kept := clean(text)) != text}
    if not stored:
        return rows
    return [[stored.get(v, v) if isinstance(v, str) else v for v in row] for row in rows]


def _identifiers(rows: Rows) -> Iterator[_Finding]:
    """Each distinct value is read once: a sheet of 50,000 rows repeats itself."""
    distinct = set(chain.from_iterable(rows))
    marked = {value: kinds for value in distinct if (kinds := identifiers_in(value))}
    cells: dict[tuple[int, Identifier], list[int]] = {}
    for at, row in enumerate(rows if marked else ()):
        for column, value in enumerate(row):
            for kind in marked.get(value, ()):
                cells.setdefault((column, kind), []).append(at)
    for (column, kind), places in cells.items():
        first = rows[places[0]][column]
        in_text = isinstance(first, str) and not kind.pattern.fullmatch(plain(first))
        what = f"{'Part of this text' if in_text else 'This'} looks like {kind.noun}"
        remedy = "Take it out of the text" if in_text else "Remove the column"
        yield _Finding(places[0], column, kind.code, what, remedy, len(places) - 1)


def _headed_columns(rows: Rows) -> Iterator[_Finding]:
    """Headings of child-level columns, and the same words as the labels of a form."""
    widths = [len(_filled(row)) for row in rows[:_TOP_ROWS]]
    for at, row in enumerate(rows[:_TOP_ROWS]):
        counted = any(map(_is_number, row))
        if counted and sum(isinstance(value, str) for value in _filled(row)) == 1:
            continue  # `Home address` with 30 beside it is a kind of place, counted
        for column, text in _labels(row).items():
            beside = _beside(row, column, widths[at])
            for heading in _headings_like(text):
                if counted and heading.code == "G07":
                    continue  # so it is in a row with more words
                stands = heading.evidence(_below(rows, at, column)) or heading.evidence(beside)
                if stands and (not heading.weak or _heads_its_table(rows, widths, at, column)):
                    what = f"This column looks like {_COLUMN_HOLDS[heading.code]}"
                    yield _Finding(at, column, heading.code, what)


def _is_number(value: object) -> bool:
    """One that no date is: a count, or a number of a column."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value < 1900


def _beside(row: Values, column: int, width: int) -> list[object]:
    """What stands to the right of a form's label. A row of headings is no form: it has as many
    words as cells, and more than two.
    """
    right = _filled(row[column + 1 :])
    if width == 2:
        return right
    is_form = any(value is not None and not isinstance(value, str) for value in row)
    is_value = is_form and right and not (isinstance(right[0], str) and _headings_like(right[0]))
    return right[:1] if is_value else []


def _listed_children(rows: Rows) -> Iterator[_Finding]:
    """Age, sex, ethnicity and the like in columns, and no column that counts."""
    for at, row in enumerate(rows[:_TOP_ROWS]):
        labels = _labels(row)
        kinds = {column: kind for column, text in labels.items() if (kind := _attribute(text))}
        columns = {kind: column for column, kind in reversed(kinds.items())}
        if not _describes_children(rows, at, columns):
            continue
        if not _has_counts(rows, at, labels, list(kinds)):
            what = "This looks like a list with one row for each child"
            yield _Finding(at, min(kinds), "G09", what, "Replace it with counts")
            return


def _has_counts(rows: Rows, at: int, labels: dict[int, str], attributes: list[int]) -> bool:
    """Whether a column beside the attributes counts children.

    Its heading says so, or its marks for small numbers do. Other numbers may be a child's own
    (`Times missing`): they count children where no two rows share all that the rest says.
    """
    below = {
        column: _below(rows, at, column)
        for column in range(len(rows[at]))
        if column not in attributes
    }
    headings = {column: _squeezed(labels.get(column, ""))[0] for column in below}
    counting = [one for one in below if _counts(labels.get(one, ""), below[one])]
    if any(_COUNTS_CHILDREN.search(headings[one]) or marked(below[one]) for one in counting):
        return True
    others = [one for one in below if splits(headings[one], below[one], one in counting)]
    table = rows[at : at + 501]
    return bool(counting) and not combinations_repeat(table, [*attributes, *others], _ENOUGH)


def _describes_children(rows: Rows, at: int, columns: dict[str, int]) -> bool:
    """Two attributes filled in five rows or more, or ages in years that repeat."""
    values = {kind: _below(rows, at, column) for kind, column in columns.items()}
    ages = [age for each in values.get("age", []) if (age := age_of(each)) is not None]
    several = sum(len(cells) >= _ENOUGH for cells in values.values()) >= 2
    return several or (len(ages) >= _ENOUGH and len(set(ages)) < len(ages))


def _counts(heading: str, values: list[object]) -> bool:
    """Whether a column counts children, by its heading or because it holds numbers."""
    if _COUNTS_CHILDREN.search(_squeezed(heading)[0]):
        return True
    numbers = [value for value in values if _is_count(value)]
    counts = not in_order(numbers) and not _NUMBERS_ROWS.fullmatch(_squeezed(heading)[0])
    return counts and bool(numbers) and 2 * len(numbers) >= len(values)

"""A day or a month as people in the UK write it: `14/01/2026`, `14 Jan 2026`, `Sept 24`.

The day comes before the month. An order that could be American is never guessed, and a month
before a two-digit number is a month and its year: `Sept 24` is September 2024.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
"""Every name of a month for a pattern, the longest first."""

_SEPARATED = r"[\s/.,'’–-]"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})"
_YEAR = r"(?P<year>(?:20)?\d\d)"
_FORMS = (
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-]" + _YEAR,
    r"(?P<year>20\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?:[t ]\d\d:\d\d.*)?",
    rf"{_WEEKDAY}{_DAY}{_SEPARATED}*(?:of\s+)?{_MONTH}{_SEPARATED}*{_YEAR}",
)
_MONTH_FORMS = (rf"{_MONTH}{_SEPARATED}*{_YEAR}", r"(?P<month>\d{1,2})[/.-](?P<year>20\d\d)")
_BEFORE = re.compile(
    r"(?:by|from|before)?\s*(?:the\s+)?(?:(end|start|beginning)(?:\s+of)?)?\s*(.+)", re.DOTALL
)
_AMERICAN = re.compile(
    rf"(?P<month>\d{{1,2}})[/.-](?P<day>\d{{1,2}})[/.-]{_YEAR}"
    rf"|(?P<name>[a-z]{{3,9}})\.?\s+(?P<of>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<in>20\d\d)"
)
_NO_YEAR = re.compile(
    rf"{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?[\s/.-]*([a-z]{{3,9}})\.?|([a-z]{{3,9}})"
)


@lru_cache(maxsize=4096)
def parse_day(text: str, last: bool = False) -> date:
    """The day a text names; a month is its first day, or its last where `last` says so.

    "End of" and "start of" before a month decide instead. Raises ValueError whose text is a
    hint, or "" where there is none to give.
    """
    plain = " ".join(text.lower().split())
    found = _BEFORE.fullmatch(plain)
    if not found:
        raise ValueError("")
    end = found[1] == "end" if found[1] else last
    day = _exact(found[2]) or _month(found[2], end)
    if day is None:
        raise ValueError(_hint(found[2]))
    return day


def _exact(text: str) -> date | None:
    for form in _FORMS:
        match = re.fullmatch(form, text)
        if match:
            return _made(match["year"], match["month"], int(match["day"]))
    return None


def _month(text: str, last: bool) -> date | None:
    for form in _MONTH_FORMS:
        match = re.fullmatch(form, text)
        first = _made(match["year"], match["month"], 1) if match else None
        if first:
            length = calendar.monthrange(first.year, first.month)[1]
            return first.replace(day=length) if last else first
    return None


def _made(year: str, month: str, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    try:
        return date(2000 + int(year) % 100, number, day)
    except ValueError:
        return None


def _hint(text: str) -> str:
    american = _AMERICAN.fullmatch(text)
    if american:
        year = american["year"] or american["in"]
        month = american["month"] or american["name"]
        day = _made(year, month, int(american["day"] or american["of"]))
        if day:
            return f"The month seems to come before the day; did you mean {in_words(day)}?"
    if any(re.fullmatch(form, text) for form in _FORMS):
        return "The calendar has no such day."
    match = _NO_YEAR.fullmatch(text)
    if match and (match[1] or match[2]) in MONTHS:
        return "Add the year."
    return ""


def in_words(day: date) -> str:
    """`14 January 2026`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"

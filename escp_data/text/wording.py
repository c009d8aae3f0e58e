"""Numbers, dates, lists and cells' values as screens, papers and messages word them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escp_data.text.clean import clean
from escp_data.text.days import in_words

LONGEST_QUOTE = 40
HERE = ZoneInfo("Europe/London")
"""The clock that people in England read."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(number: int) -> str:
    """`three` for 3, and figures above ten; `no` for 0."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 action`, `3 actions`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """`1.1`, `1.1 and 2.1`, `1.1, 1.2 and 2.1`."""
    names = list(parts)
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def capital(words: str) -> str:
    """The same at the head of a sentence: `Stop and search of children`."""
    return words[:1].upper() + words[1:]


def listed(options: Iterable[str]) -> str:
    """`Red, Amber or Green`."""
    return joined(options, "or")


def day_words(day: str | date | None) -> str:
    """`31 December 2025` for a date or its ISO text; other text as it is; `not set` for none."""
    if day is None or day == "":
        return "not set"
    if isinstance(day, str):
        try:
            day = datetime.fromisoformat(day).date()
        except ValueError:
            return str(day)
    return in_words(day)


def moment_words(moment: str) -> str:
    """`14 January 2026, 09:30` for a time as the records write it (UTC), on a clock in London."""
    at = datetime.fromisoformat(moment)
    local = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(HERE)
    return f"{day_words(local.date())}, {local:%H:%M}"


def short_day(day: str | None) -> str:
    """`31 Dec 2025`; other text as it is; `not set` for none."""
    words = day_words(day)
    if words in (day, day_words(None)):
        return words
    number, month, year = words.split(" ")
    return f"{number} {month[:3]} {year}"


def quoted(value: object) -> str:
    """What a cell holds, in straight quotes on one line, cut at 40 characters."""
    text = " ".join(clean(str(value)).split())
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f'"{text}"'


def written(value: object) -> str:
    """A value as a person would have typed it: `12`, `2.1`, `14 January 2026`, `TRUE`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e15 else str(value)
    if isinstance(value, date):
        return in_words(value)
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def says(value: object) -> str:
    """What a cell holds, in a sentence."""
    if isinstance(value, bool):
        return f"It holds {written(value)}."
    if isinstance(value, date):
        return f"It holds the date {written(value)}."
    if isinstance(value, time | timedelta):
        return "It holds a time."
    return f"It says {quoted(written(value))}."


def asking(value: object, guess: str | None) -> str:
    """What a cell holds, and whether it meant something else."""
    said = says(value)
    return f"{said[:-1]}; did you mean {guess}?" if guess else said

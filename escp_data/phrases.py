"""Numbers, dates and lists as the screens and papers word them."""

from collections.abc import Sequence
from datetime import date, datetime

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(number: int) -> str:
    """`three` for 3, and figures above ten; `no` for 0."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 action`, `3 actions`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """`1.1`, `1.1 and 2.1`, `1.1, 1.2 and 2.1`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def day_words(day: str | date | None) -> str:
    """`31 December 2025` for a date or its ISO text; other text as it is; `not set` for none."""
    if day is None or day == "":
        return "not set"
    if isinstance(day, str):
        try:
            day = datetime.fromisoformat(day).date()
        except ValueError:
            return str(day)
    return f"{day.day} {day:%B %Y}"


def moment_words(moment: str) -> str:
    """`14 January 2026, 09:30` for a time as the store or the audit log writes it."""
    day, time = moment[:10], moment[11:16]
    return f"{day_words(day)}, {time}"


def short_day(day: str | None) -> str:
    """`31 Dec 2025`; other text as it is; `not set` for none."""
    words = day_words(day)
    if words in (day, day_words(None)):
        return words
    number, month, year = words.split(" ")
    return f"{number} {month[:3]} {year}"

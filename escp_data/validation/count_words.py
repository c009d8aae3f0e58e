"""Counts as agencies write them: a number, a marker, a question, or what no count can be.

The whole of a text must say the one number. Figures inside words are none (`24/7`, `c5`), raised
figures are notes (`12¹` is never 121), and nothing is added up. No sentence here repeats a number,
in figures or in words: a count of children may be in them. What is offered may.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from escp_data.markers import is_small
from escp_data.text.asking import Ask
from escp_data.text.clean import clean, visible
from escp_data.text.days import MONTH_NAMES
from escp_data.text.wording import says
from escp_data.validation.count_forms import (
    DECIMAL,
    NUMBER,
    PERCENT,
    read_figures,
    read_form,
    read_plain,
)
from escp_data.validation.count_terms import (
    BESIDE,
    DATE,
    FOUND,
    WORDS,
    Count,
    Spoilt,
)
from escp_data.validation.number_words import (
    nearly_spells_number,
    number_spelled,
    spells_number,
)

__all__ = ["Spoilt", "read_count"]

_LONGEST = 200
_MARKER = re.compile(r"[\[(]?\s*([cxz])\s*[\])]?\.?")
_SPACED = re.compile("[0-9]{1,3}(?:[\u00a0\u2007\u2009\u202f][0-9]{3})+(?:\\.0*)?")
_THOUSANDS = re.compile("[\u00a0\u2007\u2009\u202f]")
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    0xFF0C: ",",
    0xFF0E: ".",
    0xFF1C: "<",
}
_HTML = (("&lt;", "<"), ("&gt;", ">"), ("&le;", "≤"), ("&ge;", "≥"), ("&#60;", "<"))


def read_count(value: object, *, fractions: bool = False) -> Count:
    """A count from a cell: a number of nought or more, a marker (`c`, `x`, `z`), `Ask` or `Spoilt`.

    Whole numbers come back as int. `fractions` is for columns where they are right (the top of a
    rate); otherwise a fraction is `Spoilt`. A date is asked: Excel makes dates of `1-5`.
    """
    if isinstance(value, bool):
        return Spoilt(says(value))
    if isinstance(value, int | float):
        return read_figures(value, fractions)
    if isinstance(value, date | time | timedelta):
        return Ask(DATE, ("c",) if _was_a_range(value) else ())
    if not isinstance(value, str):
        return Spoilt("It is blank.")
    text = value if len(value) <= _LONGEST else visible(value).strip()
    return _read(text, fractions) if len(text) <= 2 * _LONGEST else Ask(BESIDE)


def _was_a_range(value: date | time | timedelta) -> bool:
    """Whether it may have been a range of small numbers, the day first."""
    midnight = not isinstance(value, datetime) or value.time() == time()
    return (
        isinstance(value, date) and midnight and value.day < value.month and is_small(value.month)
    )


@lru_cache(maxsize=4096)
def _read(value: str, fractions: bool) -> Count:
    shown = visible(value).translate(_WIDE).strip()
    if _SPACED.fullmatch(shown):
        shown = _THOUSANDS.sub("", shown)
    text = clean(shown).lower()
    for written, sign in _HTML:
        text = text.replace(written, sign)
    text = re.sub(r"^[\"“]([^\"“”]+)[\"”]$", r"\1", text.lstrip("'’‘").strip()).strip()
    text = " ".join(text.split(" "))
    if not text:
        return FOUND["-"] if value.strip() else Spoilt("It is blank.")
    if len(text) > _LONGEST:
        return Ask(BESIDE)
    found = _alone(text, fractions)
    if found is None:
        found = _said_twice(text)
    return _left_over(text, value) if found is None else found


def _alone(text: str, fractions: bool = False) -> Count | None:
    """What a text says that is a marker, a number, known words or one of the forms."""
    marker = _MARKER.fullmatch(text)
    found: Count | None = marker[1] if marker else read_plain(text, fractions)
    if found is None:
        found = _worded(text)
    return read_form(text) if found is None else found


def _worded(text: str) -> Count | None:
    """A text that is known word for word."""
    inner = re.sub(r"^[\[(]\s*([^\[\]()]+?)\s*[\])]$", r"\1", text)
    for form in (text, inner):
        if form in FOUND:
            return FOUND[form]
    words = re.sub(r"[\s\-_/.,;:!'’]+", " ", inner).strip()
    if re.search(r"[^a-z ]", words):
        return None
    return FOUND.get(words)


def _said_twice(text: str) -> Count | None:
    """A marker, or nought, said in two ways that agree: `x (not available)`, `0 - nil`."""
    parts = [part.strip() for part in re.split(r"[()\[\]:;,]|\s[-–—]\s", text) if part.strip()]
    said = [_alone(part) for part in parts]
    first = said[0] if said else None
    figures = sum(part.isdecimal() for part in parts)
    if len(parts) < 2 or figures > 1 or not (isinstance(first, str) or first == 0):
        return None
    if all(each == first for each in said):
        return first
    return Ask("More is written than the reason or the nought.", (str(first),))


# --- what is left: a number with something beside it, a number in words, or words

_PERIOD = re.compile(
    rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTH_NAMES})\b\.?[\s'’-]*(?:[0-9]{{2,4}}\b)?"
    r"|\bq[1-4]\b|\b(?:19|20)[0-9]{2}\s*[-/–]\s*[0-9]{2,4}\b"
    r"|\b[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}\b(?:[ t][0-9:]+)?"
    rf"|\b[0-9]{{1,2}}[-/](?:{MONTH_NAMES})\b|\b24/7\b"
)
_SHARE = re.compile(rf"{DECIMAL}\s*{PERCENT}")
_MARKS = re.compile(r"[¹²³⁰-₉†‡§*?~≈▲▼↑↓←→↔#(){}\[\]=+\"'’]")
_FIGURES = re.compile(
    rf"(?<![\w.,/:£$€-])({NUMBER})(?:\.0+)?(?:st|nd|rd|th|[a-z])?(?![\w%/:]|[.,][0-9])"
)
_LIMIT = re.compile(r"[<>≤≥]|\b(?:over|under|more|less|fewer|least|most|above|below)\b")


_SMALL_LIMIT = re.compile(r"(?:[<≤]|(?:fewer|less)\s+than|under|below)\s*[1-6]\b(?!\s*%)")


def _figures(text: str) -> Iterator[str]:
    """The numbers that stand by themselves in a text, without years, dates and percentages."""
    rest = _MARKS.sub(" ", _SHARE.sub(" ", _PERIOD.sub(" ", text)))
    for match in _FIGURES.finditer(rest):
        yield str(int(match[1].replace(",", "")))


def _left_over(text: str, value: str) -> Ask | Spoilt:
    money = re.fullmatch(rf"£\s*({NUMBER})(?:\.0+)?", text)
    if money:
        return Ask("It is money, and not a count.", (money[1].replace(",", ""),))
    hedged = _alone(re.sub(r"[\s?*~†‡]+", " ", text).strip())
    if isinstance(hedged, str) or hedged == 0:
        return Ask(BESIDE, (str(hedged),))
    if any(c.isdigit() for c in text) or re.search(r"[¹²³⁰-₉]", text):
        if _SMALL_LIMIT.search(text):
            return Ask(BESIDE, ("c",))
        found = [] if _LIMIT.search(text) else list(_figures(text))
        return Ask(BESIDE, tuple(found[:1]))
    spelt = number_spelled(text)
    if (
        spelt is not None
        or any(c.isnumeric() for c in text)
        or spells_number(value)
        or nearly_spells_number(text)
    ):
        return Ask(WORDS, (str(spelt),) if spelt is not None else ())
    return Spoilt(says(value))

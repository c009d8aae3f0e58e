"""Numbers as cells hold them: typed, stored as text, withheld, or spoilt by a spreadsheet.

Sentences here never repeat a number, in figures or in words: a count of children may be in them.
"""

import re
import unicodedata
from datetime import date, time, timedelta

from escp_data.text.clean import clean, fold
from escp_data.text.nearest import nearest
from escp_data.text.wording import says

LARGEST = 1_000_000_000

_PLAIN = re.compile(r"[+]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)?(?:\.\d*)?")
_MARKER = re.compile(r"[\[(]?\s*([cxz])\s*[\])]?", re.IGNORECASE)
_SUPPRESSED = re.compile(
    r"\*+|(?:<|≤|<=|under|below|up to|(?:less|fewer) than)\s*\d+|\d\s*(?:-|–|to)\s*\d"
    r"|suppressed|low|small number",
    re.IGNORECASE,
)
_MISSING = {"na", "tbc", "tba", "unknown", "notknown", "notavailable", "notapplicable", "missing"}
_SPELLED = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "single", "singleton", "once", "twice", "both", "pair", "couple", "dozen",
    "twins", "triplets", "trio",
)  # fmt: skip  # words, as a paragraph
_RUN_ON = re.compile("two|three|four|five|six|seven|eight|nine")
_STROKES = re.compile(r"ix|iv|v?i{1,4}|v|[il|/\\✓✔•●·]{1,9}", re.IGNORECASE)
_NOUGHT = {"nil", "none", "zero", "nought", "o"}


def parse_marker(value: object) -> str | None:
    """`c`, `x` or `z`, with or without brackets, in either case; None for anything else."""
    match = _MARKER.fullmatch(clean(value)) if isinstance(value, str) else None
    return match[1].lower() if match else None


def parse_number(value: object, *, fractions: bool) -> int | float:
    """A number of nought or more, also from text such as `1,234`, ` .5 ` or `£20`.

    Whole numbers come back as int. Raises ValueError: what is the matter with it, in a sentence.
    """
    number = _number(value)
    if number is None:
        raise ValueError(_why_not(value))
    if number < 0:
        raise ValueError("It is below zero.")
    if not number <= LARGEST:
        raise ValueError("It is far too large.")
    if number == int(number):
        return int(number)
    if not fractions:
        raise ValueError("It has a fraction.")
    return number


def _number(value: object) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return None
    text = clean(value).lstrip("'’").strip().lstrip("£").strip()
    sign = -1 if text[:1] in ("-", "−") else 1
    text = text[1:].strip() if sign < 0 else text
    if not _PLAIN.fullmatch(text) or not any(c.isdecimal() for c in text):
        return None
    return sign * float(text.replace(",", "").replace(" ", ""))


def _why_not(value: object) -> str:
    if isinstance(value, date | time | timedelta):
        return (
            "It holds a date or a time, which Excel may have made of a number: "
            "format the cell as a number and type it again."
        )
    text = clean(str(value))
    key = fold(text)
    if _SUPPRESSED.fullmatch(text):
        return "It seems to be suppressed; did you mean c?"
    if key in _MISSING or not key:
        return "It seems to be missing; did you mean x (not available) or z (not applicable)?"
    if key in _NOUGHT:
        return "Did you mean 0?"
    if text.endswith("%"):
        return "It is a percentage; write the number itself."
    if any(c.isdigit() for c in text):
        return "It has something beside the number; write the number alone."
    if spells_number(text) or any(nearest(word, _SPELLED) for word in text.split()):
        return "It holds words in place of a number."
    return says(value)


def spells_number(text: str) -> bool:
    """Whether a number stands in a text otherwise than in figures: `Three`, `III`, `|||`, `三`."""
    text = unicodedata.normalize("NFKC", text)
    words = {*re.findall(r"[^\W\d_]+", text.lower()), *text.split()}
    return (
        any(c.isnumeric() and not c.isdecimal() for c in text)
        or any(word in _SPELLED or _STROKES.fullmatch(word) for word in words)
        or bool(_RUN_ON.search(fold(text)))
    )

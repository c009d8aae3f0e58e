"""Numbers that stand in a text otherwise than in figures: `Three`, `III`, `a dozen`, `|||`.

They are never read as counts; they are offered, and no message repeats them.
"""

import re
import unicodedata

from escp_data.text.clean import fold
from escp_data.text.nearest import nearest

_SPELLED = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "single", "singleton", "once", "twice", "both", "pair", "couple", "dozen",
    "twins", "triplets", "trio",
)  # fmt: skip  # words, as a paragraph
_RUN_ON = re.compile("two|three|four|five|six|seven|eight|nine")
_STROKES = re.compile(r"ix|iv|v?i{1,4}|v|[il|/\\✓✔•●·]{1,9}", re.IGNORECASE)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip  # words, as a paragraph
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = (
    {word: number for number, word in enumerate(_UNITS)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {"single": 1, "both": 2, "pair": 2, "couple": 2, "twins": 2, "triplets": 3, "trio": 3}
)
_LARGE = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000}
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,4})")


def spells_number(text: str) -> bool:
    """Whether a number stands in a text otherwise than in figures: `Three`, `III`, `|||`, `三`."""
    text = unicodedata.normalize("NFKC", text)
    words = {*re.findall(r"[^\W\d_]+", text.lower()), *text.split()}
    return (
        any(c.isnumeric() and not c.isdecimal() for c in text)
        or any(word in _SPELLED or _STROKES.fullmatch(word) for word in words)
        or bool(_RUN_ON.search(fold(text)))
    )


def nearly_spells_number(text: str) -> bool:
    """Whether a word of a text is one slip from a number's: `thre`, `fiv`."""
    return any(nearest(word, _SPELLED) for word in text.split())


def number_spelled(text: str) -> int | None:
    """The number that a whole text spells: `twelve`, `twenty-one`, `half a dozen`, `VIII`."""
    words = re.findall(r"[a-z]+", text.lower())
    roman = _ROMAN.fullmatch(text.lower().strip(" ."))
    if roman and roman[0]:
        ones = {"ix": 9, "iv": 4}.get(roman[2], 5 * ("v" in roman[2]) + roman[2].count("i"))
        return 10 * len(roman[1]) + ones
    if words[:1] == ["half"] and words[-1:] == ["dozen"]:
        return 6
    total = part = 0
    known = [word for word in words if word not in ("a", "and", "of")]
    for word in known:
        if word in _LARGE:
            part = (part or 1) * _LARGE[word]
            total, part = (total + part, 0) if word == "thousand" else (total, part)
        elif word in _VALUES:
            part += _VALUES[word]
        else:
            return None
    return total + part if known else None

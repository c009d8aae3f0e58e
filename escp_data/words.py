"""Text as people type it: made clean, made comparable, quoted short, and put right.

Spreadsheets bring non-breaking and zero-width spaces, curly quotes and stray carriage returns;
nothing here changes what a person meant, only what no one can see.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from itertools import accumulate

from escp_data.days import in_words

LONGEST_QUOTE = 40

_UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\x00-\x08\x0b-\x1f\x7f]|_x000D_"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOT_WORD = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The text without its ends' spaces and whatever cannot be seen; line breaks stay.

    Non-breaking and other odd spaces become plain ones. Curly quotes are kept.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The key under which two spellings are the same: no case, spaces, accents or punctuation.

    `&` counts as `and`. A text of nothing but punctuation folds to nothing.
    """
    text = unicodedata.normalize("NFKD", text.replace("&", " and "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_WORD.sub("", text.casefold())


def quoted(value: object) -> str:
    """What a cell holds, in straight quotes on one line, cut at 40 characters."""
    text = " ".join(clean(str(value)).split())
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f'"{text}"'


def nearest(text: str, options: Iterable[str], cutoff: float = 0.72) -> str | None:
    """The option most like the text, case and punctuation aside; None where none is near.

    Likeness is twice the letters in common, in their order, over all letters of both. A sheet
    may ask 60,000 times: the letters in common with every option at once are worked out in one
    row of bits (Hyyrö 2004).
    """
    wanted = fold(text[:80])
    ready = _ready(tuple(options))
    best = (cutoff, "")
    found = None
    bits = ready.without_common(wanted)
    for start, key, option in ready.places:
        letters = len(wanted) + len(key)
        common = bits.count("0", start, start + len(key))
        score = 2 * common / letters if letters else 1.0
        if (score, key) >= best:
            best, found = (score, key), option
    return found


@dataclass(frozen=True)
class _Ready:
    """Options side by side, a bit a letter and one between two: `masks` has the bits by letter."""

    places: list[tuple[int, str, str]]
    masks: dict[str, int]
    letters: int
    width: int

    def without_common(self, text: str) -> str:
        """A `0` in each option for every letter of its longest common subsequence."""
        rest = self.letters
        for letter in reversed(text):
            matched = rest & self.masks.get(letter, 0)
            rest = ((rest + matched) | (rest - matched)) & self.letters
        return f"{rest:0{self.width}b}"


@lru_cache(maxsize=64)
def _ready(options: tuple[str, ...]) -> _Ready:
    keys = {fold(option): option for option in options}
    starts = accumulate((len(key) + 1 for key in keys), initial=0)
    places = [(start, key, keys[key]) for start, key in zip(starts, keys, strict=False)]
    line = "\n".join(keys)
    none = dict.fromkeys(map(ord, line), "0")
    masks = {
        letter: int(line.translate(none | {ord(letter): "1"}), 2) for letter in set(line) - {"\n"}
    }
    return _Ready(places, masks, sum(masks.values()), len(line))


def listed(options: Iterable[str], last: str = "or") -> str:
    """`Red, Amber or Green`."""
    names = list(options)
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


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

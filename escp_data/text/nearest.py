"""The option that a mistyped word comes nearest to: offered, and never taken unasked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from escp_data.text.clean import fold


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

"""The option that a mistyped word comes nearest to: offered, and never taken unasked."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from escp_data.text.clean import fold


def nearest(text: str, options: Iterable[str], cutoff: float = 0.72) -> str | None:
    """The option most like the text, case and punctuation aside; None where none is near.

    Likeness is twice the letters in common, in their order, over all letters of both. Of options
    equally near, the last by letters is offered. A sheet may ask 60,000 times.
    """
    by_key = _by_key(tuple(options))
    near = extract(
        fold(text[:80]),
        by_key.keys(),
        scorer=Indel.normalized_similarity,
        score_cutoff=cutoff,
        limit=None,
    )
    best = max(((score, key) for key, score, _ in near), default=None)
    return by_key[best[1]] if best else None


def did_you_mean(near: str | None) -> str:
    """The end of a sentence about a word that is not known, with what it may have meant."""
    return f"; did you mean {near}?" if near else "."


@lru_cache(maxsize=64)
def _by_key(options: tuple[str, ...]) -> dict[str, str]:
    return {fold(option): option for option in options}

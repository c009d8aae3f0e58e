"""What a text alone cannot tell, and what it tells that is nothing to store.

A reader of texts answers with what it read, or with one of these two; it never guesses.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """A text that cannot be known alone: `why`, in a sentence, and what it may have meant.

    `offered` is the likeliest first, and empty where nothing is worth offering.
    """

    why: str
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nothing:
    """A text that is understood and holds nothing to store: `why`, in a sentence."""

    why: str

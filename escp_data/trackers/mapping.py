"""What a table of an agency's own tracker is understood as: columns, words, colours, defaults.

A mapping is plain data: the desk proposes it, a person corrects it by choosing from lists, and it
is remembered as JSON for the next file of the same shape.
"""

import json
from dataclasses import asdict, dataclass, replace

LEAVE_OUT = "Leave out"
"""What a table, or a word in a cell, is understood as when nothing of it is to be stored."""

COLOUR = "colour "
"""Begins a `Word.written` that is no text but a fill: `colour FFC000`."""


@dataclass(frozen=True)
class Use:
    """What one column is understood as.

    `field` is a column of the contract's sheet, "" where the column is not used. `period` and
    `key` come with the heading: a quarter (`2025-26 Q3`, or a bare `Q3` that takes the mapping's
    year), and the ref or code of an action or measure that has a column of its own.
    `by_colour` reads the cell's fill as RAG; its words, if any, then go to `words_field`.
    """

    position: int
    heading: str
    field: str = ""
    period: str = ""
    key: str = ""
    by_colour: bool = False
    words_field: str = ""
    reason: str = ""
    confidence: float = 0.0


@dataclass(frozen=True)
class Word:
    """A value that does not read by itself: what is written, and what it is understood as.

    `means` is "" where it is not understood, and `LEAVE_OUT` where nothing of it is to be stored.
    `cells` are the first places it stands in.
    """

    field: str
    written: str
    means: str
    reason: str = ""
    confidence: float = 0.0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """How one table is read. `sheet` is the contract's name for it, "" to leave the table out.

    `year` completes a bare quarter; `defaults` are (field, value) for what the table does not
    give. `remembered` says who confirmed it before and when; "" for a new proposal.
    """

    table: str
    shape: str
    sheet: str = ""
    uses: tuple[Use, ...] = ()
    words: tuple[Word, ...] = ()
    year: str = ""
    defaults: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    confidence: float = 0.0
    remembered: str = ""

    def with_use(self, position: int, **changes: str | bool) -> "Mapping":
        """The mapping with one column understood otherwise, as a person chose."""
        chosen = {"reason": "Chosen by a person.", "confidence": 1.0, **changes}
        uses = [
            replace(use, **chosen) if use.position == position else use  # type: ignore[arg-type]  # mypy cannot tie names to types here
            for use in self.uses
        ]
        return replace(self, uses=tuple(uses))

    def with_word(self, field: str, written: str, means: str) -> "Mapping":
        """The mapping with one word or colour understood otherwise, as a person chose."""
        word = Word(field, written, means, "Chosen by a person.", 1.0, self._cells(field, written))
        others = (each for each in self.words if (each.field, each.written) != (field, written))
        return replace(self, words=(*others, word))

    def with_default(self, field: str, value: str) -> "Mapping":
        """The mapping with a value for what the table does not give; "" takes it away."""
        others = tuple(pair for pair in self.defaults if pair[0] != field)
        return replace(self, defaults=(*others, (field, value)) if value else others)

    def meaning(self, field: str, written: str) -> Word | None:
        """What a word or colour was understood as; None where it is not among the words."""
        for word in self.words:
            if (word.field, word.written) == (field, written):
                return word
        return None

    def _cells(self, field: str, written: str) -> tuple[str, ...]:
        known = self.meaning(field, written)
        return known.cells if known else ()


def as_json(mapping: Mapping) -> str:
    """The mapping as it is remembered."""
    return json.dumps(asdict(mapping), ensure_ascii=False)


def from_json(text: str) -> Mapping:
    """A mapping that was remembered."""
    stored = json.loads(text)
    stored["uses"] = tuple(Use(**use) for use in stored["uses"])
    stored["words"] = tuple(
        Word(**{**word, "cells": tuple(word["cells"])}) for word in stored["words"]
    )
    stored["defaults"] = tuple((field, value) for field, value in stored["defaults"])
    return Mapping(**stored)

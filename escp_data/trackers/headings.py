"""What a column's heading says: what it is, of when and in what sense, all of its words or none.

A heading is cut into phrases of `heading_words` and the words of a period (`heading_parts`); a
word that is neither makes it a question in which the words that are known are offered.
"""

from dataclasses import dataclass
from functools import lru_cache

from escp_data.contract import COVER, COVER_SHEET, SHEETS
from escp_data.text.asking import Ask, Nothing
from escp_data.text.clean import fold
from escp_data.text.period_kinds import Period
from escp_data.text.period_tokens import MAX_LENGTH
from escp_data.text.period_words import day_named, previous_or_own, read_period, single_month
from escp_data.trackers.heading_meaning import (
    NUMBERS,
    SEVERAL,
    TEXTS,
    TWO,
    DoubtError,
    Named,
    first_of,
    means_of,
    offered_of,
    sense_of,
)
from escp_data.trackers.heading_parts import Part, Parts, parts_of
from escp_data.trackers.heading_words import OF_ANOTHER_YEAR, Means, Sense


@dataclass(frozen=True)
class Heading:
    """What a column's heading says, all of its words understood or none.

    `text` is as written; `period` is of the period its words name, None where they name none;
    `offered` is what a question should offer, likeliest first; `why` is one sentence for a person.
    """

    text: str
    means: Means
    sense: Sense
    period: Period | Ask | Nothing | None
    offered: tuple[str, ...]
    why: str


def contract_columns(text: str) -> frozenset[tuple[str, str]]:
    """The sheet and the field of each column that a heading, without its period, is a name of.

    A name is a column's own or a synonym that the contract lists; case, spaces and punctuation
    say nothing.
    """
    whole, rest = fold(text), fold(parts_of(text).rest)
    return _names().get(whole, frozenset()) | _names().get(rest, frozenset())


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    sheets = [(COVER_SHEET, COVER), *((sheet.name, sheet.columns) for sheet in SHEETS)]
    for name, columns in sheets:
        for column in columns:
            for heading in (column.name, *column.also):
                found.setdefault(fold(heading), set()).add((name, column.field))
    return {heading: frozenset(where) for heading, where in found.items()}


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """What a heading says. `ask` where a word is not known, or where its words say two things."""
    if not fold(text) and not any(sign in text for sign in "%±+#"):
        return Heading(text, "ask", "none", None, (), "It has no words.")
    if len(text) > MAX_LENGTH:
        return Heading(text, "ask", "none", None, (), "It is too long for a heading.")
    parts = parts_of(text)
    period, spans, unread = _period(parts)
    senses = _senses(parts, spans)
    try:
        if parts.unknown or unread:
            raise DoubtError(f'The word "{(parts.unknown or [parts.period])[0]}" is not known.')
        means = means_of(parts, period, senses, spans)
        sense = sense_of(means, senses, parts)
        period = _when(means, period, parts)
    except DoubtError as asked:
        sense = "none" if str(asked) in (TWO, SEVERAL) else first_of(senses)
        offered = tuple(dict.fromkeys([*offered_of(parts, period), *asked.offered]))
        return Heading(text, "ask", sense, _asked_of(period, spans), offered, str(asked))
    why = f"It says that it is the {means}" if means != "ignore" else "It is no column of ours"
    return Heading(text, means, sense, _asked_of(period, spans and means != "value"), (), f"{why}.")


def _asked_of(period: Named, asked: bool) -> Named:
    return Ask(period.why) if asked and isinstance(period, Nothing) else period


def _period(parts: Parts) -> tuple[Named, bool, bool]:
    """The period named; whether it spans several; and whether its words say none at all."""
    if not parts.period:
        return None, False, False
    read = read_period(parts.period)
    if any(part.phrase.sense == "cumulative" for part in parts.known):
        return (read if isinstance(read, Nothing) else None), False, False
    if isinstance(read, Nothing):
        none_at_all = read.why.startswith("It names no period")
        return (None if none_at_all else read), not none_at_all, none_at_all
    return read, False, False


def _of_other_year(part: Part) -> bool:
    previous = part.phrase.sense == "previous"
    return previous and any(word in part.text for word in OF_ANOTHER_YEAR)


def _senses(parts: Parts, spans: bool) -> list[Sense]:
    found = [part.phrase.sense for part in parts.known if part.phrase.sense]
    if any(
        part.phrase.asks and part.text.startswith("base") and part.text != "base"
        for part in parts.known
    ):
        found.append("previous")
    if any(part.text.startswith("target by") for part in parts.known):
        found.append("target")
    if spans and not any(part.phrase.means for part in parts.known):
        found.append("cumulative")
    return list(dict.fromkeys(found))


def _when(means: Means, period: Named, parts: Parts) -> Named:
    """The period of a column. What is written in a month mostly tells of the quarter before."""
    if means != "change" and any(_of_other_year(part) for part in parts.known):
        return Ask("Which period it is depends on the return's.")
    if period is None or means in ("RAG", *NUMBERS, "change", "ignore", "note"):
        return period
    if means not in TEXTS:
        raise DoubtError("A period is named beside it.")
    if means == "next steps" and not isinstance(period, Nothing):
        before = isinstance(period, Period) and bool(period.quarter)
        offered = (str(period.shifted(-1)),) if before and isinstance(period, Period) else ()
        return Ask("It is when they are done, not when that was said.", offered)
    if single_month(parts.period) and isinstance(period, Ask):
        return Ask(period.why)  # no quarter that an answer about another text would settle
    if not isinstance(period, Period):
        return period
    day = day_named(parts.period)
    if day:
        near = tuple(str(quarter) for quarter in previous_or_own(day))
        return Ask("What is written then mostly tells of the quarter before.", near)
    return period

"""From being asked to being told back: the loop in one sentence, in counts, and its gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from escp_data.evidence.small_groups import When
from escp_data.evidence.voice import (
    AGE_BANDS,
    CHANGED,
    NO_AGE,
    NOT_POSSIBLE,
    OUTCOMES,
    UNANSWERED,
    Said,
    called,
    voice,
)
from escp_data.plan.actions import View, of_view
from escp_data.store.database import Store
from escp_data.text.days import in_words
from escp_data.text.periods import Period
from escp_data.text.wording import joined, plural

NOTHING_SAID = "Nothing that children said is on record yet"
MIXED = "Mixed"
YEAR = 4
"""Quarters without a word after which somebody counts as not heard."""
_CHILD = {
    "5 to 10": "child under 11",
    "11 to 15": "child aged 11 to 15",
    "16 to 17": "young person aged 16 or 17",
}
_BY: dict[str, Callable[[Said], str | None]] = {
    "Priority": lambda said: str(said.priority),
    "Theme": lambda said: said.theme,
    "Method": lambda said: said.method,
    "Age band": lambda said: said.age_band,
    "Agency": lambda said: said.by.agency,
}
COUNTED_BY = tuple(_BY)
"""What things said can be counted by; small groups count for no agency."""


@dataclass(frozen=True)
class Loop:
    """How far what children said has come, over some of it; `since` is a month in words."""

    total: int
    heard: int
    changed: int
    not_possible: int
    unanswered: int
    told_back: int
    since: str
    oldest: Said | None

    @property
    def answered(self) -> int:
        """How many were changed or found not possible."""
        return self.changed + self.not_possible

    @property
    def headline(self) -> str:
        """`14 of 25 things children said led to change`."""
        if not self.total:
            return NOTHING_SAID
        return f"{self.changed} of {plural(self.total, 'thing')} children said led to change"

    @property
    def sentence(self) -> str:
        """`Of 25 things children told us since April 2023, 14 led to a change, …`"""
        if not self.total:
            return f"{NOTHING_SAID}."
        parts = [f"{self.changed} led to a change"]
        if self.not_possible:
            was = "was" if self.not_possible == 1 else "were"
            parts.append(f"{self.not_possible} {was} not possible")
        parts.append(self._unanswered_words)
        things = plural(self.total, "thing")
        told = f"Of {things} children told us since {self.since}, {joined(parts)}"
        return f"{told}; the oldest: {self._oldest_words}." if self.oldest else f"{told}."

    @property
    def told_back_sentence(self) -> str:
        """`Of 19 answers, children were told 12.`; nothing where nothing is answered."""
        if not self.answered:
            return ""
        return (
            f"Of {plural(self.answered, 'answer')}, children were told {self.told_back or 'none'}."
        )

    @property
    def _unanswered_words(self) -> str:
        if not self.unanswered:
            return "none waits for an answer"
        verb = "is" if self.unanswered == 1 else "are"
        return f"{self.unanswered} {verb} not answered yet"

    @property
    def _oldest_words(self) -> str:
        assert self.oldest is not None
        return f"{called(self.oldest)}, {self.oldest.by.said.month}, {self.oldest.age}"

    def steps(self) -> pd.DataFrame:
        """The loop as a table: step, and how many things reached it."""
        rows = [
            ("Told us", self.total),
            ("Heard by a group", self.heard),
            ("Answered", self.answered),
            ("Led to a change", self.changed),
            ("Told back", self.told_back),
        ]
        return pd.DataFrame(rows, columns=["Step", "Things said"])


def loop(said: Sequence[Said], since: str) -> Loop:
    """How far these things have come; `since` is the month in words that they are counted from."""
    outcomes = [each.outcome for each in said]
    open_ = waiting(said)
    return Loop(
        total=len(said),
        heard=sum(each.heard for each in said),
        changed=outcomes.count(CHANGED),
        not_possible=outcomes.count(NOT_POSSIBLE),
        unanswered=len(open_),
        told_back=sum(each.told_back for each in said),
        since=since,
        oldest=next(iter(open_), None),
    )


def waiting(said: Sequence[Said]) -> list[Said]:
    """What is not answered, the oldest first."""
    open_ = [each for each in said if each.outcome == UNANSWERED]
    return sorted(open_, key=lambda each: each.by.said.day)


def since(store: Store, view: View) -> str:
    """The month that the plan begins in, `April 2023`; of a plan without a term, of the first
    thing said. Nothing where there is neither.
    """
    reading, plan = of_view(store, view)
    term = reading.term(plan)
    if term:
        return _month(term.starts)
    quarters = [each.by.said.quarter for each in voice(store, view)]
    return _month(min(quarters)) if quarters else ""


def counts(said: Sequence[Said], by: str) -> pd.DataFrame:
    """How many things were said and what came of them, by one of `COUNTED_BY`.

    Columns: `by`, Said, each outcome, Told back. Small groups are counted for no agency.
    """
    found: dict[str, list[Said]] = {}
    for each in said:
        value = _BY[by](each)
        if value is not None:
            found.setdefault(value, []).append(each)
    rows = [
        (value, len(own), *_outcomes(own), sum(each.told_back for each in own))
        for value, own in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=[by, "Said", *OUTCOMES, "Told back"])


def not_heard(said: Sequence[Said], numbers: Sequence[int], quarter: Period) -> tuple[str, ...]:
    """Whose voice is missing: ages, and the plan's priorities (by their `numbers`), of which
    nothing was said in the four quarters to this one. Nothing where nothing was said at all.
    """
    if not said:
        return ()
    aged = [_age_missing(said, band, quarter) for band in _CHILD]
    if all(each.age_band == NO_AGE for each in said):
        aged = ["How old the children were is not on record: returns have an Age band for it."]
    silent = [_priority_missing(said, number, quarter) for number in numbers]
    return tuple(sentence for sentence in (*aged, *silent) if sentence)


def _outcomes(said: Sequence[Said]) -> list[int]:
    return [sum(each.outcome == outcome for each in said) for outcome in OUTCOMES]


def _age_missing(said: Sequence[Said], band: str, quarter: Period) -> str:
    """`No child under 11 has been heard since 2024.`; nothing where one was in four quarters."""
    own = [each.by.said for each in said if each.age_band == band]
    last = max(own, key=lambda when: when.day, default=None)
    if last and quarter.steps_since(last.quarter) < YEAR:
        return ""
    unsure = [
        each
        for each in said
        if each.age_band in (MIXED, NO_AGE) and (last is None or each.by.said.day > last.day)
    ]
    words = f"No {_CHILD[band]} has been heard {_since(last, quarter)}"
    if not unsure:
        return f"{words}."
    groups = plural(len(unsure), "group")
    return f"{words}, as far as ages are known: {groups} had mixed ages or none given."


def _priority_missing(said: Sequence[Said], priority: int, quarter: Period) -> str:
    own = [each.by.said for each in said if each.priority == priority]
    last = max(own, key=lambda when: when.day, default=None)
    if last and quarter.steps_since(last.quarter) < YEAR:
        return ""
    return f"Nothing children said on priority {priority} is on record {_since(last, quarter)}."


def _since(last: When | None, quarter: Period) -> str:
    """`since 2024`, or the quarter where that is of the year asked about."""
    if last is None:
        return "under this plan"
    same_year = last.day.year == quarter.end.year
    return f"since {last.quarter.words if same_year else last.day.year}"


def _month(quarter: Period) -> str:
    return in_words(quarter.start).split(" ", 1)[1]


assert set(_CHILD) < set(AGE_BANDS)  # the contract's own words

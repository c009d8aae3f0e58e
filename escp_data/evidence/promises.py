"""How will we know: what stands beside each action's promise, how old it is, and what is missing.

Evidence is of three kinds: figures (the measures tied to the action), practitioners (what those who
were trained say), children (what they said, and what came of it). Each is *present* where its
newest is of the quarter or the three before it, *old* where it is older, *absent* where there is
none. What is missing is named, with since when and who would supply it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from escp_data.evidence.assurance import assessments
from escp_data.evidence.attendance import sent_nobody
from escp_data.evidence.audits_beside import audit_sentences
from escp_data.evidence.challenges import Challenge, challenges
from escp_data.evidence.groups import Meeting, meetings
from escp_data.evidence.loop import Loop, loop, waiting
from escp_data.evidence.measure_words import direction, per_words, short, total_words
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import scorecard
from escp_data.evidence.meetings import GroupMeetings, challenge_sentences, meetings_of
from escp_data.evidence.practice_audits import PracticeAudit, practice_audits
from escp_data.evidence.reviews import Recommendation, review_sentences, reviews
from escp_data.evidence.training import newest_answer, outcome, training
from escp_data.evidence.voice import Said, called, voice
from escp_data.model import FrameRow
from escp_data.plan.actions import NO_UPDATE, View, actions
from escp_data.store.database import Store
from escp_data.text.periods import Period, quarter_of
from escp_data.text.wording import joined, spelled
from escp_data.validation.cells import listed_items

FIGURES, PRACTITIONERS, CHILDREN = "Figures", "Practitioners", "Children"
KINDS = (FIGURES, PRACTITIONERS, CHILDREN)
PRESENT, OLD, ABSENT = "present", "old", "absent"
MOST = 4
"""The sentences of one kind that a card shows."""
RECENT = 4
"""Quarters, this one too, within which evidence is present; older is old."""


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence for an action: its newest quarter, what it says, what is missing."""

    kind: str
    newest: Period | None
    state: str
    said: tuple[str, ...]
    gaps: tuple[str, ...]
    codes: tuple[str, ...] = ()
    telling: str = ""
    """The one of `said` that says most; where none does, the first."""

    @property
    def leading(self) -> str:
        """The sentence that stands for all it says; "" where it says nothing."""
        return self.telling or "".join(self.said[:1])

    @property
    def rest(self) -> tuple[str, ...]:
        """All else that it says."""
        return tuple(each for each in self.said if each != self.leading)

    @property
    def first(self) -> tuple[str, ...]:
        """What it says first, as much as fits on a card."""
        return self.said[:MOST]

    @property
    def more(self) -> int:
        """How much more it says."""
        return len(self.said) - len(self.first)

    def age(self, now: Period) -> str:
        """`this quarter`, `last quarter`, `five quarters ago`; `none` where there is nothing."""
        return age_words(self.newest, now)


@dataclass(frozen=True)
class Promise:
    """An action's promise, and the evidence for it by kind, in the order of `KINDS`.

    Beside it stand the meetings of its group, and in sentences what was challenged, what reviews
    asked for, and what audits say of it.
    """

    ref: str
    text: str
    impact: str
    quarter: Period
    evidence: tuple[Evidence, ...]
    meetings: GroupMeetings
    challenges: tuple[str, ...]
    reviews: tuple[str, ...]
    audits: tuple[str, ...]

    @property
    def strength(self) -> str:
        """`Figures this quarter · Practitioners old, six quarters ago · Children absent`."""
        return " · ".join(f"{each.kind} {self._state(each)}" for each in self.evidence)

    def _state(self, each: Evidence) -> str:
        if each.newest is None:
            return ABSENT
        age = each.age(self.quarter)
        return age if each.state == PRESENT else f"{OLD}, {age}"


def promises(
    store: Store, view: View, measured: Sequence[Measured] | None = None
) -> dict[str, Promise]:
    """The promise of each action of the view's plan, by ref, in the plan's order.

    `measured` is the view's `scorecard`, where it is known already.
    """
    cards = scorecard(store, view.period, view.as_at) if measured is None else measured
    known = _OnRecord(
        {each.code: each for each in cards},
        training(store, view),
        voice(store, view),
        meetings(store, view),
        challenges(store, view),
        reviews(store, view),
        assessments(store, view),
        practice_audits(store, view),
    )
    shown = actions(store, view)
    return {str(row.ref): _promise(row, view.period, known) for row in shown.itertuples()}


def age_words(newest: Period | None, now: Period) -> str:
    """How long ago a quarter was: `this quarter`, `last quarter`, `three quarters ago`."""
    if newest is None:
        return "none"
    back = now.steps_since(newest)
    if back <= 0:
        return "this quarter"
    return "last quarter" if back == 1 else f"{spelled(back)} quarters ago"


@dataclass(frozen=True)
class _OnRecord:
    """All that is on record under a view: each kind is read once for all the actions."""

    measured: Mapping[str, Measured]
    trained: pd.DataFrame
    said: Sequence[Said]
    held: Sequence[Meeting]
    challenged: Sequence[Challenge]
    reviewed: Sequence[Recommendation]
    assessed: pd.DataFrame
    audited: Sequence[PracticeAudit]


def _promise(row: FrameRow, now: Period, known: _OnRecord) -> Promise:
    ref = str(row.ref)
    codes = listed_items(row.measure_codes or "")
    own_training = known.trained[known.trained["ref"] == ref]
    own_voice = [each for each in known.said if each.ref == ref]
    return Promise(
        ref,
        str(row.success_measure or ""),
        "" if row.impact == NO_UPDATE else str(row.impact or ""),
        now,
        (
            _figures(codes, known.measured, now),
            _practitioners(own_training, now),
            _children(own_voice, now, row.lead),
        ),
        meetings_of(known.held, now, row.activity_group, ref),
        challenge_sentences(known.challenged, known.held, now, ref, codes),
        review_sentences(known.reviewed, ref),
        audit_sentences(
            ref, f"{row.action} {row.success_measure or ''}", known.assessed, known.audited
        ),
    )


def _state_of(newest: Period | None, now: Period) -> str:
    if newest is None:
        return ABSENT
    return PRESENT if now.steps_since(newest) < RECENT else OLD


def _figures(codes: Sequence[str], measured: Mapping[str, Measured], now: Period) -> Evidence:
    own = [measured[code] for code in codes if code in measured]
    newest = max((each for each in map(_newest_of, own) if each), default=None)
    if not codes:
        gaps: tuple[str, ...] = (
            "No measure is tied to this action. The business unit can name one on the plan "
            "workbook's Actions sheet.",
        )
    else:
        gaps = tuple(gap for each in own if (gap := _figure_gap(each, now)))
    unknown = [code for code in codes if code not in measured]
    if unknown:
        gaps += (f"Nothing is on record of {joined(unknown)}.",)
    said = tuple(_figure_words(each) for each in own if _newest_of(each))
    return Evidence(FIGURES, newest, _state_of(newest, now), said, gaps, tuple(codes))


def _newest_place(each: Measured) -> int | None:
    """The place of the newest period that was returned, shown or hidden."""
    there = [at for at, total in enumerate(each.totals) if total.state != "missing"]
    return there[-1] if there else None


def _newest_of(each: Measured) -> Period | None:
    """The quarter in which the newest period that was returned ends."""
    place = _newest_place(each)
    return None if place is None else quarter_of(each.periods[place].end)


def _figure_words(each: Measured) -> str:
    """`Suspensions: 6.4 in 2024-25, lower than a year before. No sign of …`"""
    place = _newest_place(each)
    assert place is not None
    name, period = each.definition.measure, each.periods[place]
    if each.totals[place].state == "hidden":
        return f"{name}: too few children to show in {period}."
    number = total_words(each.chart.values[place], each.totals[place], each.definition)
    value = f"{number} {per_words(each.definition)}".rstrip()
    beside = ""
    if place == len(each.periods) - 1 and (way := direction(each)) in _WAYS:
        beside = f", {_WAYS[way]}"
    signal = short(each)
    return f"{name}: {value} in {period}{beside}.{f' {signal}.' if signal else ''}"


_WAYS = {
    "Higher": "higher than a year before",
    "Lower": "lower than a year before",
    "The same": "the same as a year before",
}


def _figure_gap(each: Measured, now: Period) -> str:
    """What is missing of a measure, since when, and who supplies it; "" where nothing is."""
    by = f" {each.definition.supplier} supplies it." if each.definition.supplier else ""
    name, place = each.definition.measure, _newest_place(each)
    if place is None:
        return f"No figure is on record for {name}.{by}"
    period = each.periods[place]
    newest = quarter_of(period.end)
    if _state_of(newest, now) == PRESENT:
        return ""
    return f"{name}: nothing newer than {period}, {age_words(newest, now)}.{by}"


def _practitioners(rows: pd.DataFrame, now: Period) -> Evidence:
    if rows.empty:
        none = (
            "No training is on record under this action. The business unit supplies it, on the "
            "Training sheet."
        )
        return Evidence(PRACTITIONERS, None, ABSENT, (), (none,))
    newest, answers = newest_answer(rows), outcome(rows)
    state = _state_of(newest, now)
    telling = answers.confidence if answers.verdict else ""
    gaps = list(sent_nobody(rows))
    if newest is None:
        gaps.append("Nobody who was trained has answered, so nothing shows what it did.")
    elif state == OLD:
        gaps.append(
            f"Nobody who was trained has answered since {newest}, {age_words(newest, now)}."
        )
    return Evidence(PRACTITIONERS, newest, state, answers.sentences, tuple(gaps), telling=telling)


def _children(said: Sequence[Said], now: Period, lead: str | None) -> Evidence:
    newest = max((each.by.said.quarter for each in said), default=None)
    ask = f" {lead} leads it, and can ask them." if lead else ""
    gaps = []
    state = _state_of(newest, now)
    if newest is None:
        gaps.append(f"No child has been heard on this action.{ask}")
    elif state == OLD:
        gaps.append(
            f"No child has been heard on this since {newest.words}, {age_words(newest, now)}.{ask}"
        )
    open_ = waiting(said)
    if open_:
        oldest = open_[0]
        gaps.append(f"Not answered for {oldest.age}: {called(oldest)}.")
    return Evidence(CHILDREN, newest, state, _heard_words(said), tuple(gaps))


def _heard_words(said: Sequence[Said]) -> tuple[str, ...]:
    if not said:
        return ()
    changed = _changed_words(loop(said, ""))
    newest = next((each for each in said if each.changed), None)
    return (changed, f"The newest change: {newest.changed}") if newest else (changed,)


def _changed_words(found: Loop) -> str:
    if found.total == 1:
        led = "led to a change" if found.changed else "has not led to a change yet"
        return f"The one thing that children said {led}."
    return f"{found.changed or 'None'} of {found.total} things that children said led to a change."

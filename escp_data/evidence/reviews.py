"""Reviews: what they recommended, to whom, how far it has come, and the action that carries it.

What is asked of government or of London is theirs to do: it stands apart, and its RAG is never
counted among the partnership's. What was not accepted is counted apart, and is never overdue. What
nobody has decided on stands: its date is the one agreed, and no answer moves it.

A quarter in which nobody reported on a recommendation reads `Not reported`, never an earlier
colour; only one that was Complete stays so, with its quarter. A year's report is its last quarter's
word, too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.evidence.accepted import REFUSED, acceptance
from escp_data.model import Statement, StoredValue
from escp_data.plan.actions import NO_UPDATE, STATUSES, View, of_view
from escp_data.plan.filters import counted_as
from escp_data.plan.plans import of_plan
from escp_data.statements.of_their_time import records
from escp_data.statements.reading import Reading
from escp_data.store.database import Store
from escp_data.text.clean import same
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.text.wording import day_words, joined, plural
from escp_data.validation.agencies import Agencies

COMPLETE = "Complete"
GOVERNMENT, LONDON, PARTNERSHIP = "Government", "London", "Partnership"
ELSEWHERE = (GOVERNMENT, LONDON)
"""To whom a recommendation may be addressed whose duty is not the partnership's."""
NOT_SAID = "Not said to whom"
NO_REVIEWS = "No review's recommendations are on record yet"


@dataclass(frozen=True)
class Recommendation:
    """One recommendation as it stood in a quarter.

    `rag` is the quarter's own, or that of a year that ends in it; else `Not reported`, or
    `Complete` where it was so before. `reported` is the period that it was last reported on. `due`
    is the date now agreed, `first_due` the one before it was moved. `impact` is `Not reported`
    where nobody gave one, and `accepted` holds the words as they were written.
    """

    review: str
    number: str
    text: str
    ref: str | None
    lead: str | None
    to_whom: str
    rag: str
    reported: Period
    history: tuple[tuple[str, str], ...]
    update: str | None
    due: str | None
    first_due: str | None
    overdue: bool
    evidence: str | None
    impact: str
    accepted: str | None

    @property
    def is_ours(self) -> bool:
        """Whether its duty is the partnership's or one of its agencies'."""
        return self.to_whom not in ELSEWHERE

    @property
    def is_refused(self) -> bool:
        """Whether it was not accepted; one that nobody has decided on is not refused."""
        return acceptance(self.accepted) == REFUSED

    @property
    def name(self) -> str:
        """`Child Q (Hackney), Local 2`."""
        return f"{self.review}, {self.number}"

    @property
    def rag_words(self) -> str:
        """`Amber`, or `Not reported` and when the last was."""
        last = self.history[-1][1]
        if self.rag == NO_UPDATE:
            return f"{NO_UPDATE} (last {last} in {self.reported})"
        return self.rag

    @property
    def due_words(self) -> str:
        """`31 March 2026, first 31 March 2025, overdue`."""
        moved = f", first {day_words(self.first_due)}" if self.first_due else ""
        late = ", overdue" if self.overdue else ""
        return f"{day_words(self.due)}{moved}{late}"


def reviews(store: Store, view: View) -> tuple[Recommendation, ...]:
    """Every recommendation under the view's plan, as it stood in the quarter, review by review."""
    reading, plan = of_view(store, view)
    told: dict[tuple[str, str], list[tuple[Period, Statement]]] = {}
    for row in records(of_plan(store.current("recommendations", view.as_at), plan)):
        period = parse_period(row["period"])
        if period.end <= view.period.end:
            key = same(str(row["review"])), same(str(row["recommendation_number"]))
            told.setdefault(key, []).append((period, row))
    who = _agencies(store, reading, view.as_at)
    found = [_recommendation(rows, who, view.period) for rows in told.values()]
    return tuple(sorted(found, key=_in_order))


def review_sentences(every: Sequence[Recommendation], ref: str) -> tuple[str, ...]:
    """What reviews ask of one action, of all `reviews`: the partnership's own, then others'."""
    own = [each for each in every if each.ref == ref]
    if not own:
        return (f"No review's recommendation names action {ref}.",)
    ours = [each for each in own if each.is_ours]
    others = [each for each in own if not each.is_ours]
    said = [
        rag_sentence(ours) if ours else "",
        *overdue_words(ours),
        others_sentence(others, more=bool(ours)),
    ]
    return tuple(filter(None, said))


def headline(found: Sequence[Recommendation]) -> str:
    """`6 of 13 recommendations to us on track or complete`."""
    if not found:
        return NO_REVIEWS
    every = [each for each in found if each.is_ours]
    ours = [each for each in every if not each.is_refused]
    if not every:
        return "No recommendation here is for the partnership"
    if not ours:
        was = plural(len(every), "recommendation to us was", "recommendations to us were")
        return f"{was} not accepted"
    if all(each.rag == NO_UPDATE for each in ours):
        return "Nobody reported on a recommendation this quarter"
    well = sum(each.rag in ("Green", COMPLETE) for each in ours)
    return f"{well} of {plural(len(ours), 'recommendation')} to us on track or complete"


def rag_sentence(ours: Sequence[Recommendation]) -> str:
    """`Of 9 recommendations to the partnership: 2 Complete, 4 Green, 1 Amber, 2 Red.`"""
    standing = [each for each in ours if not each.is_refused]
    counts = [(rag, sum(each.rag == rag for each in standing)) for rag in STATUSES]
    parts = joined([f"{number} {counted_as(rag)}" for rag, number in counts if number])
    refused = len(ours) - len(standing)
    no = f" {plural(refused, 'more was', 'more were')} not accepted." if refused else ""
    if not standing:
        were = plural(refused, "recommendation was", "recommendations were")
        return f"{were} not accepted." if refused else ""
    to = plural(len(standing), "recommendation")
    return f"Of {to} to the partnership or its agencies: {parts}.{no}"


def others_sentence(others: Sequence[Recommendation], *, more: bool = True) -> str:
    """`8 more are for Government to do, and are not counted here.`; nothing of none.

    `more` is whether a sentence about the partnership's own goes before it.
    """
    if not others:
        return ""
    who = joined([name for name in ELSEWHERE if any(each.to_whom == name for each in others)])
    number = len(others)
    are = "is" if number == 1 else "are"
    what = f"{number} more" if more else plural(number, "recommendation")
    return f"{what} {are} for {who} to do, and {are} counted in none of these figures."


def overdue_words(found: Iterable[Recommendation]) -> tuple[str, ...]:
    """A sentence for each recommendation of ours that is past its date and was not refused."""
    return tuple(
        f"{each.name} is overdue: due {day_words(each.due)}."
        for each in found
        if each.overdue and each.is_ours
    )


def rag_by_review(found: Sequence[Recommendation]) -> pd.DataFrame:
    """How the partnership's own stand: Review, then a column for each RAG that one of them has."""
    ours = [each for each in found if each.is_ours and not each.is_refused]
    rags = [rag for rag in STATUSES if any(each.rag == rag for each in ours)]
    names = list(dict.fromkeys(each.review for each in ours))
    rows = [
        (name, *(sum(e.review == name and e.rag == rag for e in ours) for rag in rags))
        for name in names
    ]
    return pd.DataFrame(rows, columns=["Review", *rags], dtype=object)


def history(each: Recommendation) -> pd.DataFrame:
    """One recommendation's RAG by period, as `rag_strip` reads it: period, rag; gaps as gaps.

    A quarter of a year that was reported on as a whole is no gap.
    """
    told = [(parse_period(period), rag) for period, rag in each.history]
    first, last = (quarter_of(told[at][0].end) for at in (0, -1))
    rows = []
    for quarter in (first.shifted(step) for step in range(last.steps_since(first) + 1)):
        own = [(str(period), rag) for period, rag in told if quarter_of(period.end) == quarter]
        covered = any(period.start <= quarter.start <= period.end for period, _ in told)
        rows += own or ([] if covered else [(str(quarter), NO_UPDATE)])
    return pd.DataFrame(rows, columns=["period", "rag"], dtype=object)


def _agencies(store: Store, reading: Reading, as_at: str | None) -> Agencies:
    """Every name that an agency goes by: `To whom` is text, and may be any of them."""
    found = Agencies(who=reading.who)
    frame = store.current("agencies", as_at)
    for name, also in zip(frame["agency"], frame["also_known_as"], strict=True):
        found.add(name, also)
    return found


def _recommendation(
    rows: list[tuple[Period, Statement]], agencies: Agencies, quarter: Period
) -> Recommendation:
    rows = sorted(rows, key=lambda each: _when(each[0]))
    reported, newest = rows[-1]
    known = {name: _last_said(rows, name) for name in newest}
    rag = str(newest["rag"])
    if quarter_of(reported.end) != quarter and rag != COMPLETE:
        rag = NO_UPDATE
    due, revised = known["due_date"], known["revised_due_date"]
    now = revised or due
    refused = acceptance(known["accepted"]) == REFUSED
    return Recommendation(
        review=str(newest["review"]),
        number=str(newest["recommendation_number"]),
        text=str(newest["recommendation"]),
        ref=known["ref"],
        lead=agencies.who.of(known["lead_agency"]),
        to_whom=_to_whom(known["to_whom"], agencies),
        rag=rag,
        reported=reported,
        history=tuple((str(period), str(row["rag"])) for period, row in rows),
        update=newest["progress_update"],
        due=now,
        first_due=due if revised and due and due != revised else None,
        overdue=_is_past(now, quarter.end) and rag != COMPLETE and not refused,
        evidence=known["evidence"],
        impact=str(known["impact"] or NO_UPDATE),
        accepted=known["accepted"],
    )


def _when(period: Period) -> tuple[date, bool]:
    """Its place in time: a quarter's own report comes after the year's that ends with it."""
    return period.end, period.kind == "quarter"


def _last_said(rows: Sequence[tuple[Period, Statement]], name: str) -> StoredValue:
    """What the newest quarter that says it says; dates and whose it is hold until said again."""
    return next((row[name] for _, row in reversed(rows) if row[name]), None)


def _to_whom(said: str | None, agencies: Agencies) -> str:
    """Government, London or Partnership however spelled; else an agency by its name now.

    Anybody else stays as written, and is the partnership's: nothing is set apart on a guess.
    """
    if not said:
        return NOT_SAID
    plain = same(said)
    if plain in ("government", "thegovernment", "hmgovernment", "nationalgovernment"):
        return GOVERNMENT
    for name in (LONDON, PARTNERSHIP):
        if plain == same(name):
            return name
    return agencies.find(said) or str(said)


def _is_past(day: str | None, until: date) -> bool:
    """Whether a due date, which may be `ongoing`, lies before the quarter's last day."""
    try:
        return day is not None and date.fromisoformat(day) < until
    except ValueError:
        return False


def _in_order(each: Recommendation) -> tuple[object, ...]:
    """By review, then ours first, then by number with 10 after 9."""
    number = "".join(digit for digit in each.number if digit.isdigit())
    return each.review, not each.is_ours, int(number or 0), each.number

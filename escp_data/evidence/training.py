"""Training: who was offered a place and came, who answered, and what they say it did.

Responses over attended come first: a rise among 6 of 44 is not evidence. Before and after are of
the same people, of whom only the two totals are known, so their confidence counts as changed only
where Wilson's 95% intervals part, which is careful (people confident before mostly stay so). What
was used in practice has its own answers, some weeks later, and its own interval. All of it is what
people say of themselves.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from escp_data.estimates.rates import proportion
from escp_data.estimates.shared import Estimate
from escp_data.evidence.assurance import year_of
from escp_data.plan.actions import View, actions_order, of_view
from escp_data.plan.plans import of_plan
from escp_data.statements.of_their_time import Held
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.text.rounding import MISSING, as_percent
from escp_data.text.wording import plural

NO_TRAINING = "No training is on record yet"
NO_REF = "No action named"
MORE, LESS, SAME = "more confident", "less confident", "no clear change"
SELF_REPORT = "What people say of themselves; nobody else has checked it."
COUNTED_BY = ("Agency", "Year", "Course")
"""What training can be shown by."""

_NUMBERS = [
    "places_attended",
    "places_offered",
    "eligible_staff",
    "no_shows",
    "responses",
    "confident_before",
    "confident_after",
    "follow_up_responses",
    "used_in_practice",
    "follow_up_weeks",
]


Told: TypeAlias = dict[str, NDArray[np.float64]]
"""The numbers of some rows, by column; NaN where a row says nothing."""
Chosen: TypeAlias = NDArray[np.bool_]
"""Which rows count."""


@dataclass(frozen=True)
class Share:
    """A part of a whole, in people; `estimate` is the share with Wilson's limits, 0 to 1."""

    part: int
    whole: int
    estimate: Estimate

    @property
    def percent(self) -> str:
        """`78%`."""
        return as_percent(self.estimate.value)

    @property
    def interval(self) -> str:
        """`33%, 20 to 50`: the share and what chance allows."""
        lower, upper = (
            as_percent(limit).rstrip("%") for limit in (self.estimate.lower, self.estimate.upper)
        )
        return f"{self.percent}, {lower} to {upper}"

    @property
    def words(self) -> str:
        """`36 of 46 (78%)`."""
        return f"{self.part:,} of {self.whole:,} ({self.percent})"

    @property
    def range_words(self) -> str:
        """`12 of 36 (33%, 20 to 50)`."""
        return f"{self.part:,} of {self.whole:,} ({self.interval})"


@dataclass(frozen=True)
class Outcome:
    """What some rows of Training come to; a part is None where no row says it.

    `left_out` is how many rows have more people answer than came, or more say yes than answered.
    """

    attended: int
    filled: Share | None
    no_shows: int | None
    eligible: int | None
    answered: Share | None
    before: Share | None
    after: Share | None
    used: Share | None
    weeks: tuple[int, int] | None
    left_out: int

    @property
    def verdict(self) -> str:
        """`more confident`, `less confident`, `no clear change`; nothing where nobody answered."""
        if self.before is None or self.after is None:
            return ""
        if self.after.estimate.lower > self.before.estimate.upper:
            return MORE
        return LESS if self.after.estimate.upper < self.before.estimate.lower else SAME

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that it says, one fact a sentence, answers before what they say."""
        said = (
            self._places,
            self._eligible,
            self._answers,
            self.confidence,
            self._practice,
            self._doubt,
        )
        return tuple(filter(None, said))

    @property
    def _places(self) -> str:
        if self.filled is None:
            return f"{plural(self.attended, 'person', 'people')} came; places offered: not given."
        missing = "" if self.no_shows is None else f"; {self.no_shows:,} booked and did not come"
        part, whole = f"{self.filled.part:,}", f"{self.filled.whole:,}"
        return f"{part} of {whole} places were filled ({self.filled.percent}){missing}."

    @property
    def _eligible(self) -> str:
        if not self.eligible:
            return ""
        taken = plural(self.attended, "place was", "places were")
        return f"{self.eligible:,} staff ought to take it; {taken} taken so far."

    @property
    def _answers(self) -> str:
        if self.answered is None:
            return "How many of them answered is not on record, so nothing shows what it did."
        few = ", fewer than half" if 2 * self.answered.part < self.answered.whole else ""
        part, whole = f"{self.answered.part:,}", f"{self.answered.whole:,}"
        return f"{part} of the {whole} who came answered ({self.answered.percent}){few}."

    @property
    def confidence(self) -> str:
        """How many felt confident before and after; "" where nobody answered."""
        if self.answered is None:
            return ""
        if self.before is None or self.after is None:
            return "How confident they felt before and after is not on record."
        return (
            f"{self.before.part:,} of {self.before.whole:,} felt confident before "
            f"({self.before.interval}), {self.after.part:,} after ({self.after.interval}): "
            f"{self.verdict}."
        )

    @property
    def _practice(self) -> str:
        if self.used is None:
            return "Whether it was used in practice is not on record."
        part, whole = f"{self.used.part:,}", f"{self.used.whole:,}"
        used = f"{part} of the {whole} who answered again had used it ({self.used.interval})"
        return f"{self.weeks_words}, {used}."

    @property
    def _doubt(self) -> str:
        if not self.left_out:
            return ""
        rows = plural(self.left_out, "row is", "rows are")
        return f"{rows} left out: more people answered than came, or felt so than answered."

    @property
    def weeks_words(self) -> str:
        """`After 6 to 8 weeks`."""
        if self.weeks is None:
            return "Some weeks later"
        first, last = self.weeks
        return (
            f"After {plural(first, 'week')}" if first == last else f"After {first} to {last} weeks"
        )


def training(store: Store, view: View) -> pd.DataFrame:
    """The rows of Training under the view's plan whose period has ended by its quarter.

    Columns: course, period (text), year (`2025-26`), agency, ref, priority (whole number, 0 where
    no action is named), then the numbers of the contract, NaN where blank.
    """
    reading, plan = of_view(store, view)
    frame = of_plan(store.current("training", view.as_at), plan)
    periods = [parse_period(text) for text in frame["period"]]
    ended = [at for at, period in enumerate(periods) if period.end <= view.period.end]
    held = reading.actions_in(plan, view.period)
    refs = [ref or NO_REF for ref in frame["ref"]]
    frame = frame.assign(
        ref=refs,
        priority=[_priority(ref, held.get(ref)) for ref in refs],
        year=list(map(year_of, periods)),
        agency=[str(reading.who.of(agency)) for agency in frame["agency"]],
    )
    names = ["course", "period", "year", "agency", "ref", "priority", *_NUMBERS]
    return frame[names].iloc[sorted(ended, key=periods.__getitem__)].reset_index(drop=True)


def _priority(ref: str, held: Held | None) -> int:
    if held:
        return int(held.values["priority"])
    return int(ref[0]) if ref[0].isdigit() else 0


def outcome(rows: pd.DataFrame) -> Outcome:
    """What these rows of `training` come to, taken together; each share of the rows that say it."""
    told = {name: rows[name].to_numpy(dtype=float) for name in _NUMBERS}
    sound = _sound(told)
    asked = sound & _said(told, "responses", "confident_before", "confident_after")
    every = np.ones(len(rows), dtype=bool)
    weeks = told["follow_up_weeks"][sound & _said(told, "used_in_practice", "follow_up_weeks")]
    return Outcome(
        attended=_sum(told, "places_attended", every),
        filled=_filled(told),
        no_shows=_sum(told, "no_shows", every) if _said(told, "no_shows").any() else None,
        eligible=_eligible_staff(rows),
        answered=_share(told, "responses", "places_attended", sound),
        before=_share(told, "confident_before", "responses", asked),
        after=_share(told, "confident_after", "responses", asked),
        used=_share(told, "used_in_practice", "follow_up_responses", sound),
        weeks=(int(weeks.min()), int(weeks.max())) if len(weeks) else None,
        left_out=int((~sound).sum()),
    )


def newest_answer(rows: pd.DataFrame) -> Period | None:
    """The newest quarter in which the period of a row ends that anybody answered of."""
    answered = rows.loc[rows["responses"] > 0, "period"]
    return max((quarter_of(parse_period(text).end) for text in answered), default=None)


def by_action(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each action in the plan's order; those that name none last."""
    refs = actions_order(rows.loc[rows["ref"] != NO_REF, "ref"])
    return {ref: rows[rows["ref"] == ref] for ref in [*refs, NO_REF] if (rows["ref"] == ref).any()}


def table_by(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """A row for each course, agency or year (`COUNTED_BY`), its outcome in words.

    Columns: `by`, Places filled, Answered, Confident before, Confident after, Change, Used in
    practice.
    """
    found = [
        (value, *_cells(outcome(own)))
        for value, own in rows.groupby(by.lower(), sort=by != "Course")
    ]
    heads = ["Places filled", "Answered", "Confident before", "Confident after", "Change"]
    return pd.DataFrame(found, columns=[by, *heads, "Used in practice"], dtype=object)


def headline(rows: pd.DataFrame) -> str:
    """`People felt more confident on 2 of 4 actions`; what names no action is no action."""
    if rows.empty:
        return NO_TRAINING
    told = {ref: outcome(own).verdict for ref, own in by_action(rows).items()}
    verdicts = [verdict for ref, verdict in told.items() if verdict and ref != NO_REF]
    if verdicts:
        better = verdicts.count(MORE)
        return f"People felt more confident on {better} of {plural(len(verdicts), 'action')}"
    if told.get(NO_REF):
        return f"Of training that names no action, people say: {told[NO_REF]}"
    return "Nothing shows yet what training did"


def _sound(told: Told) -> Chosen:
    """Rows in which no part is larger than its whole."""
    wrong = [
        told[part] > told[whole]
        for part, whole in (
            ("responses", "places_attended"),
            ("confident_before", "responses"),
            ("confident_after", "responses"),
            ("used_in_practice", "follow_up_responses"),
        )
    ]
    return np.asarray(~np.logical_or.reduce(wrong))


def _said(told: Told, *names: str) -> Chosen:
    """Rows that say all of these."""
    return np.asarray(np.logical_and.reduce([~np.isnan(told[name]) for name in names]))


def _sum(told: Told, name: str, rows: Chosen) -> int:
    return int(np.nansum(told[name][rows]))


def _share(told: Told, part: str, whole: str, rows: Chosen) -> Share | None:
    """Both summed over the rows that say both; None where none does, or the whole is nobody."""
    both = rows & _said(told, part, whole)
    some, total = _sum(told, part, both), _sum(told, whole, both)
    return Share(some, total, proportion(some, total)) if total else None


def _filled(told: Told) -> Share | None:
    """Places filled of those offered; more may come than were offered, so there are no limits."""
    both = _said(told, "places_attended", "places_offered")
    came, offered = (_sum(told, name, both) for name in ("places_attended", "places_offered"))
    if not offered:
        return None
    return Share(came, offered, Estimate(came / offered, float("nan"), float("nan")))


def _eligible_staff(rows: pd.DataFrame) -> int | None:
    """Each agency's newest number, the largest over its courses: the same staff take several."""
    newest: dict[tuple[str, str], float] = {}
    for agency, course, number in zip(
        *(rows[name].tolist() for name in ("agency", "course", "eligible_staff")), strict=True
    ):
        if number == number:
            newest[agency, course] = number
    largest: dict[str, float] = {}
    for (agency, _), number in newest.items():
        largest[agency] = max(number, largest.get(agency, 0))
    return int(sum(largest.values())) if largest else None


def _cells(found: Outcome) -> tuple[str, ...]:
    filled = found.filled.words if found.filled else f"{found.attended:,} came"
    shares = (found.before, found.after)
    before, after = (share.range_words if share else MISSING for share in shares)
    used = f"{found.used.range_words} {found.weeks_words.lower()}" if found.used else MISSING
    return (
        filled,
        found.answered.words if found.answered else MISSING,
        before,
        after,
        found.verdict or MISSING,
        used,
    )

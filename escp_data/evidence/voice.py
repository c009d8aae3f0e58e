"""Children's voice: what children said, who heard it, what came of it, and whether they were told.

What became of a thing is derived and never typed: *sought* (it is on record), *heard by* a group,
*changed* or *not possible*, *told back*. That is Lundy's space, voice, audience and influence, and
the way back to the children.

A quarter shows what had been said, heard, answered and told back by its end; in a plan's last
quarter all that came later counts, too, because late answers still belong to it. Days are said by
the rows themselves; an answer has none, so it counts from the quarter of the return that brought
it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from escp_data.contract import VOICE
from escp_data.evidence.small_groups import Speakers, When, may_be_shown
from escp_data.model import StoredValue
from escp_data.plan.actions import View, of_view
from escp_data.plan.plans import of_plan
from escp_data.statements.few import is_small_group
from escp_data.statements.of_their_time import Key, fields, key_of, records
from escp_data.statements.reading import Plan, Reading
from escp_data.store.database import Store
from escp_data.text.periods import Period
from escp_data.text.wording import plural, quoted

CHANGED, NOT_POSSIBLE, UNANSWERED = "Changed", "Not possible", "Not answered yet"
OUTCOMES = (CHANGED, NOT_POSSIBLE, UNANSWERED)
AGE_BANDS = VOICE.column("age_band").choices
NO_THEME, NO_AGE, NO_METHOD = "No theme given", "Age not given", "Not said how"

_ANSWERS = ("what_changed_as_a_result", "not_possible_because")


@dataclass(frozen=True)
class Said:
    """One thing that children said, as far as it may be shown, and what came of it.

    `told` is whether the row says that children were told something. `age` is how long it has
    waited for an answer at the end of the quarter: `2 years 4 months`.
    """

    ref: str
    priority: int
    theme: str
    method: str
    age_band: str
    words: str
    by: Speakers
    heard_by: str | None
    heard: bool
    changed: str | None
    not_possible: str | None
    told: bool
    told_how: str | None
    age: str

    @property
    def outcome(self) -> str:
        """`Changed`, `Not possible` or `Not answered yet`."""
        if self.changed:
            return CHANGED
        return NOT_POSSIBLE if self.not_possible else UNANSWERED

    @property
    def told_back(self) -> bool:
        """Whether children were told the answer: what has none cannot have been told back."""
        return self.told and self.outcome != UNANSWERED

    @property
    def told_back_on(self) -> When | None:
        """When children were told the answer."""
        return self.by.told_back if self.told_back else None

    @property
    def told_back_how(self) -> str | None:
        """How children were told the answer."""
        return self.told_how if self.told_back else None

    @property
    def path(self) -> tuple[str, ...]:
        """Every state that it has reached, in words: sought, heard by, answered, told back."""
        method = f", {self.method[0].lower()}{self.method[1:]}" if self.method != NO_METHOD else ""
        steps = [f"Sought {self.by.said.words}{method}", self._heard_words, self._answer_words]
        return tuple([*steps, self._told_words] if self.outcome != UNANSWERED else steps)

    @property
    def _heard_words(self) -> str:
        if not self.heard:
            return "Not heard by any group yet"
        by = f" by {self.heard_by}" if self.heard_by else ""
        on = f", {self.by.heard.words}" if self.by.heard else ""
        return f"Heard{by}{on}"

    @property
    def _answer_words(self) -> str:
        return f"Not answered, {self.age}" if self.outcome == UNANSWERED else self.outcome

    @property
    def _told_words(self) -> str:
        if not self.told_back:
            return "Children not told back yet"
        on = f" {self.told_back_on.words}" if self.told_back_on else ""
        how = f": {self.told_back_how}" if self.told_back_how else ""
        return f"Told back{on}{how}"


def voice(store: Store, view: View) -> tuple[Said, ...]:
    """What children said under the view's plan up to its quarter, the newest first.

    Within a quarter small groups come last, so that their place in the list says no more than the
    quarter.
    """
    reading, plan = of_view(store, view)
    until = last_day(reading, plan, view.period)
    priorities = priorities_of(reading, plan, view.period)
    late = _answered_later(store, view) if until != date.max else {}
    small = small_groups(store)
    found = []
    for row in records(of_plan(store.current("voice", view.as_at), plan)):
        key = key_of(VOICE, row)
        own = {"agency": reading.who.of(row["agency"]), **dict.fromkeys(late.get(key, ()))}
        priority = priorities.get(str(row["ref"]), int(str(row["ref"])[0]))
        said = thing_said({**row, **own}, priority, view.period, until, small_now=key in small)
        if said.by.said.day <= view.period.end:
            found.append(said)
    return tuple(sorted(found, key=_newest_first))


def thing_said(
    row: Mapping[str, StoredValue],
    priority: int,
    quarter: Period,
    until: date,
    *,
    small_now: bool = False,
) -> Said:
    """One row of Voice at the end of a quarter; of what happened, what did up to `until`.

    Of a small group it holds the same whichever agency listened, and on whichever day of the
    quarter: nothing made from it can tell.
    """
    by = _by_then(may_be_shown(row, small_now=small_now), until)
    heard = by.heard is not None or bool(row["heard_by"] and not row["heard_on"])
    told = by.told_back is not None or bool(row["told_back_how"] and not row["told_back_on"])
    changed, not_possible = (row[name] for name in _ANSWERS)
    return Said(
        ref=str(row["ref"]),
        priority=priority,
        theme=row["theme"] or NO_THEME,
        method=row["method"] or NO_METHOD,
        age_band=row["age_band"] or NO_AGE,
        words=str(row["what_children_said"]),
        by=by,
        heard_by=row["heard_by"] if heard else None,
        heard=heard,
        changed=changed,
        not_possible=None if changed else not_possible,
        told=told,
        told_how=row["told_back_how"] if told else None,
        age=waited(by.said.day, quarter.end),
    )


def last_day(reading: Reading, plan: Plan, quarter: Period) -> date:
    """Up to when what happened counts: the quarter's end, and for ever in a plan's last quarter."""
    term = reading.term(plan)
    return date.max if term and quarter >= term.ends else quarter.end


def priorities_of(reading: Reading, plan: Plan, quarter: Period) -> dict[str, int]:
    """The priority of each action of a plan, by its ref."""
    held = reading.actions_in(plan, quarter)
    return {ref: int(each.values["priority"]) for ref, each in held.items()}


def small_groups(store: Store) -> set[Key]:
    """The keys of rows that are of a small group as the record is today.

    On an earlier day they may have been given another size; they are protected on it, too.
    """
    return {
        key_of(VOICE, row)
        for row in records(store.current("voice"))
        if is_small_group(row["children_involved"], row["children_involved_marker"])
    }


def waited(since: date, until: date) -> str:
    """`2 years 4 months`, `1 year`, `5 months`, or `less than a month`."""
    months = (until.year - since.year) * 12 + until.month - since.month
    months -= until.day < since.day
    if months < 1:
        return "less than a month"
    years, rest = divmod(months, 12)
    return " ".join(
        plural(number, name) for number, name in ((years, "year"), (rest, "month")) if number
    )


def _answered_later(store: Store, view: View) -> dict[Key, list[str]]:
    """The answers that only a return of a later quarter brought, by the row's key.

    What came with the row itself is its own, however late the row came.
    """
    first: dict[Key, dict[str, str]] = {}
    for row in store.statements("voice", view.as_at):
        said = first.setdefault(key_of(VOICE, row), {"": str(row["dated"])})
        for name in fields(row["says"]) & set(_ANSWERS):
            if row[name]:
                said.setdefault(name, str(row["dated"]))
    now = str(view.period)
    return {
        key: [name for name in _ANSWERS if now < said.get(name, "") != said[""]]
        for key, said in first.items()
    }


def _by_then(speakers: Speakers, until: date) -> Speakers:
    """Without the days that had not come."""

    def come(when: When | None) -> When | None:
        return when if when and when.day <= until else None

    return replace(speakers, heard=come(speakers.heard), told_back=come(speakers.told_back))


def _newest_first(said: Said) -> tuple[StoredValue, ...]:
    when = said.by.said
    return -when.quarter.end.toordinal(), said.by.small, -when.day.toordinal(), said.theme, said.ref


def called(said: Said) -> str:
    """What it goes by in a sentence: its theme, else how it begins."""
    return said.theme if said.theme != NO_THEME else quoted(said.words)

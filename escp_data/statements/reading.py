"""The plan's statements, read once: what holds in a quarter, and what is told of it.

A `Reading` is made from what is on record, and for a check with a workbook's own rows beside it,
as the record will stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from escp_data.contract import ACTIONS, PLANS, PRIORITIES
from escp_data.model import Known, Statement, StoredValue
from escp_data.statements.of_their_time import Held, Key, holding
from escp_data.statements.terms import Term, Terms, in_force, terms_of
from escp_data.statements.who import Identities, Told, identities, told
from escp_data.text.periods import Period, parse_period

Plan = str | None
"""A plan's name; None for rows that belong to no plan that is described: they are "the plan"."""


@dataclass(frozen=True)
class Reading:
    """Plans' terms, and the statements about them, each table's oldest first."""

    terms: Terms
    who: Identities
    plans: tuple[Statement, ...]
    priorities: tuple[Statement, ...]
    actions: tuple[Statement, ...]
    progress: tuple[Statement, ...]
    _in_quarter: dict[tuple[str, str], dict[Key, Held]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def with_rows(self, terms: Terms, who: Identities, **tables: Iterable[Statement]) -> "Reading":
        """The same with more statements after those of each table.

        A row that does not say which thing it is about (its Ref or number could not be read) says
        nothing of any.
        """
        more = {
            name: (*getattr(self, name), *(row for row in rows if _is_of_something(name, row)))
            for name, rows in tables.items()
        }
        return replace(self, terms=terms, who=who, _in_quarter={}, **more)

    def actions_in(self, plan: Plan, quarter: Period) -> dict[str, Held]:
        """A plan's actions as they hold in a quarter, by ref."""
        found = self._holding("actions", quarter)
        return {str(held.values["ref"]): held for (ref, of), held in found.items() if of == plan}

    def priorities_in(self, plan: Plan, quarter: Period) -> dict[int, Held]:
        """A plan's priorities as they hold in a quarter, by number."""
        found = self._holding("priorities", quarter)
        return {int(number): held for (of, number), held in found.items() if of == plan}

    def lead(self, plan: Plan, ref: str, quarter: Period) -> str | None:
        """Who leads an action in a quarter; None where nobody is set."""
        held = self._holding("actions", quarter).get((ref, plan))
        return None if held is None else held.values["lead_agency"]

    def told(self, plan: Plan, ref: str, quarter: Period) -> Told | None:
        """What was told of an action for a quarter; None where nothing was."""
        rows = self.by_action.get((plan, ref), {}).get(quarter)
        return told(rows, self.lead(plan, ref, quarter), self.who) if rows else None

    def quarters_told(self, plan: Plan, ref: str) -> list[Period]:
        """The quarters that somebody reported on, oldest first."""
        return sorted(self.by_action.get((plan, ref), {}))

    @cached_property
    def by_action(self) -> Mapping[tuple[Plan, str], Mapping[Period, list[Statement]]]:
        """The statements of progress, by plan and ref, then by quarter."""
        found: dict[tuple[Plan, str], dict[Period, list[Statement]]] = defaultdict(dict)
        for row in self.progress:
            if row["ref"] is None or " Q" not in (row["period"] or ""):
                continue  # a workbook's row that is yet to be put right
            quarter = parse_period(row["period"])
            found[row["plan"], str(row["ref"])].setdefault(quarter, []).append(row)
        return dict(found)

    @cached_property
    def plan_names(self) -> tuple[Plan, ...]:
        """Every plan that is described or that rows name, in the order in which they begin."""
        named: dict[Plan, Period] = {term.plan: term.starts for term in self.terms}
        described = set(named)
        for (plan, _), quarters in self.by_action.items():
            if plan not in described:
                named[plan] = min(named.get(plan, min(quarters)), *quarters)
        for row in (*self.actions, *self.priorities):
            if row["plan"] not in named and row["dated"]:
                named[row["plan"]] = parse_period(row["dated"])
        return tuple(sorted(named, key=lambda plan: (named[plan], plan or "")))

    def term(self, plan: Plan) -> Term | None:
        """A plan's term; None where nothing describes it."""
        return next((term for term in self.terms if term.plan == plan), None)

    def quarters_of(self, plan: Plan) -> list[Period]:
        """Every quarter of a plan from the first to the last that was reported on, newest first.

        Where none was: the one from which it reads as it does now, within its term.
        """
        known = {q for (of, _), quarters in self.by_action.items() if of == plan for q in quarters}
        if not known:
            term, start = self.term(plan), self._newest_version(plan)
            if term is None:
                return [start] if start else []
            return [min(max(start or term.starts, term.starts), term.ends)]
        last = max(known)
        return [last.shifted(-n) for n in range(last.steps_since(min(known)) + 1)]

    def _newest_version(self, plan: Plan) -> Period | None:
        """The quarter from which a plan reads as it does now; None where nothing says anything."""
        rows = (*self.plans, *self.priorities, *self.actions)
        dated = {row["dated"] for row in rows if row["plan"] == plan and row["dated"]}
        quarters = sorted(parse_period(each) for each in dated)
        for quarter, before in zip(quarters[::-1], quarters[-2::-1], strict=False):
            if self._reads(plan, quarter) != self._reads(plan, before):
                return quarter
        return quarters[0] if quarters else None

    def _reads(self, plan: Plan, quarter: Period) -> list[dict[str, StoredValue]]:
        """What a plan's title, priorities and actions say in a quarter."""
        titles = holding(PLANS, self.plans, str(quarter))
        held = [
            *(each for key, each in titles.items() if key == (plan,)),
            *self.priorities_in(plan, quarter).values(),
            *self.actions_in(plan, quarter).values(),
        ]
        return [each.values for each in held]

    def in_force(self, quarter: Period) -> Terms:
        """The plans in force in a quarter."""
        return in_force(self.terms, quarter)

    def _holding(self, table: str, quarter: Period) -> dict[Key, Held]:
        place = table, str(quarter)
        if place not in self._in_quarter:
            sheet = ACTIONS if table == "actions" else PRIORITIES
            reported = self.reported_by(quarter) if sheet is ACTIONS else set()
            rows = self.actions if sheet is ACTIONS else self.priorities
            self._in_quarter[place] = holding(sheet, rows, str(quarter), reported)
        return self._in_quarter[place]

    def reported_by(self, quarter: Period) -> set[Key]:
        """The keys of the actions that somebody had reported on by then: they were there."""
        return {
            (ref, plan)
            for (plan, ref), quarters in self.by_action.items()
            if min(quarters) <= quarter
        }


_NAMED_BY = {"priorities": "priority", "actions": "ref", "progress": "ref"}


def _is_of_something(table: str, row: Statement) -> bool:
    return table not in _NAMED_BY or row[_NAMED_BY[table]] is not None


def read(known: Known, as_at: str | None = None) -> Reading:
    """What is on record, now or as it stood at the end of a day."""
    with known.at_once() as state:

        def statements(table: str) -> tuple[Statement, ...]:
            return tuple(state.statements(table, as_at))

        return Reading(
            terms_of(state.current("plans", as_at)),
            identities(state.current("agencies", as_at)),
            statements("plans"),
            statements("priorities"),
            statements("actions"),
            statements("progress"),
        )

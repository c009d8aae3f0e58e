"""The plans on record: what each is called, its quarters, and which of them opens."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.contract import MEASURES, PLANS
from escp_data.model import StoredValue
from escp_data.plan.actions import View, of_view, plan_shown, quarters_in
from escp_data.statements.of_their_time import holding
from escp_data.statements.reading import Plan, read
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.validation.cells import listed_items

THE_PLAN = "the plan"
"""What rows without a plan are shown as, until a Plans sheet describes theirs."""


@dataclass(frozen=True)
class PlanOnRecord:
    """One plan: its quarters that were reported on, newest first.

    `figures` are quarters before and after them that have figures, newest first: pages of figures
    offer them too.
    """

    plan: Plan
    quarters: tuple[Period, ...]
    figures: tuple[Period, ...]

    @property
    def name(self) -> str:
        """What it goes by in an address and a menu."""
        return self.plan or THE_PLAN


@dataclass(frozen=True)
class PlanWords:
    """What a plan is called in a quarter; "" where nothing on record says it."""

    partnership: str
    title: str
    area: str

    @property
    def whole(self) -> str:
        """The plan in one line."""
        return " ".join(part for part in (self.partnership, self.title) if part)


def plans_on_record(store: Store, as_at: str | None = None) -> tuple[PlanOnRecord, ...]:
    """Every plan that has a page, in the order in which they begin."""
    reading, figures = read(store, as_at), _quarters_with_figures(store, as_at)
    found = []
    for plan in reading.plan_names:
        own = quarters_in(reading, plan) if plan is not None else reading.quarters_of(None)
        if own:
            others = (each for each in figures if not own[-1] <= each <= own[0])
            only = tuple(each for each in others if plan_shown(reading, each) == plan)
            found.append(PlanOnRecord(plan, tuple(own), only))
    return tuple(found)


def _quarters_with_figures(store: Store, as_at: str | None) -> list[Period]:
    """Every quarter that figures are of, newest first; a year's are of the quarter it ends in."""
    names = {*store.periods("measure_values", as_at), *store.periods("ethnicity_counts", as_at)}
    return sorted({quarter_of(parse_period(name).end) for name in names}, reverse=True)


def opening(plans: tuple[PlanOnRecord, ...], told: dict[str, Period]) -> PlanOnRecord:
    """The plan of the newest quarter that was reported on; of two, the one that begins later.

    `told` has that quarter of each plan that was reported on, by the plan's name.
    """
    reported = [each for each in plans if each.name in told]
    if not reported:
        return plans[-1]
    newest = max(told[each.name] for each in reported)
    return [each for each in reported if told[each.name] == newest][-1]


def newest_told(store: Store, as_at: str | None = None) -> dict[str, Period]:
    """The newest quarter that each plan was reported on, by the plan's name."""
    found: dict[str, Period] = {}
    for (plan, _), quarters in read(store, as_at).by_action.items():
        name = plan or THE_PLAN
        found[name] = max([*quarters, *([found[name]] if name in found else [])])
    return found


def plan_of_quarter(store: Store, quarter: Period, as_at: str | None = None) -> str:
    """The name of the plan that a quarter shows where none is named."""
    return plan_shown(read(store, as_at), quarter) or THE_PLAN


def of_plan(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The rows of a sheet that are of one plan; of None, those that name no plan."""
    return frame[frame["plan"].isna() if plan is None else frame["plan"] == plan]


def also_in_force(store: Store, view: View) -> tuple[str, ...]:
    """Other plans that are in force in the view's quarter."""
    reading, own = of_view(store, view)
    return tuple(term.plan for term in reading.in_force(view.period) if term.plan != own)


def plan_words(store: Store, view: View) -> PlanWords:
    """What the view's plan is called, as it read in the quarter."""
    reading, plan = of_view(store, view)
    held = holding(PLANS, reading.plans, str(view.period))
    values = held[plan,].values if (plan,) in held else {}
    return PlanWords(*(str(values.get(name) or "") for name in ("partnership", "title", "area")))


def newest_words(store: Store) -> PlanWords:
    """What the plan that opens is called: for files and pages that are of no quarter."""
    plans = plans_on_record(store)
    if not plans:
        return PlanWords("", "", "")
    opens = opening(plans, newest_told(store))
    quarter = opens.quarters[0]
    return plan_words(store, View(quarter, quarter.shifted(-1), None, opens.plan))


def ended(store: Store, view: View, today: Period) -> Period | None:
    """The last quarter of the view's plan, where it has ended and no plan on record follows."""
    reading, plan = of_view(store, view)
    term = reading.term(plan)
    if term is None or term.ends >= today:
        return None
    follows = any(other.starts > term.starts for other in reading.terms)
    return None if follows else term.ends


def quarter_of_day(day: str) -> Period:
    """The quarter of an ISO day."""
    return quarter_of(date.fromisoformat(day[:10]))


def codes_of_priority(store: Store, view: View, priority: int) -> tuple[str, ...]:
    """The measures that serve a priority of the view's plan, in the order of their codes.

    A measure's own Priority is of its own plan; in another it serves the priorities of the actions
    that name its code.
    """
    reading, plan = of_view(store, view)
    named = {
        code
        for held in reading.actions_in(plan, view.period).values()
        if held.values["priority"] == priority
        for code in listed_items(held.values["measure_codes"] or "")
    }
    serving = {
        code
        for code, values in measures_in(store, view).items()
        if (values["priority"] == priority if values["plan"] == plan else code in named)
    }
    return tuple(sorted(serving))


def measures_in(store: Store, view: View) -> dict[str, dict[str, StoredValue]]:
    """Each measure of any plan as it holds in the view's quarter, by code."""
    rows = store.statements("measures", view.as_at)
    held = holding(MEASURES, rows, str(view.period))
    return {str(code): each.values for (code,), each in held.items()}

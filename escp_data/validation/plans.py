"""Which plan each row belongs to: its own, the Cover's, the workbook's only one, or the one in
force in its quarter. Where two are in force or none ever was, it is asked and not guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.contract import ACTIONS, MEASURES, PRIORITIES, Sheet
from escp_data.model import Cover, Known, Problem, StoredValue
from escp_data.rule import rule
from escp_data.statements.of_their_time import records
from escp_data.statements.terms import (
    Term,
    Terms,
    ended_before,
    in_force,
    named,
    quarters_of,
    terms_of,
)
from escp_data.text.clean import same
from escp_data.text.nearest import did_you_mean, nearest
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.text.wording import joined, quoted
from escp_data.validation.contents import Columns

_OF_ONLY_PLAN = (PRIORITIES, ACTIONS, MEASURES)


@dataclass
class Plans:
    """The plans as they will stand with the workbook, and those that rows on record name.

    `only` is the workbook's one Plans row; `has_rows_without` whether rows wait for a plan.
    """

    terms: Terms
    names: dict[str, str]
    only: str | None
    has_rows_without: bool

    def find(self, name: str) -> str | None:
        """A plan's name as it is on record; None for one that nobody has named."""
        return self.names.get(same(name))


def plans_as_they_will_stand(workbook: Mapping[str, Columns], known: Known) -> Plans:
    """From what is on record, with the workbook's own Plans sheet over it."""
    recorded = known.current("plans")
    rows = {same(str(row["plan"])): dict(row) for row in records(recorded)}
    own: list[str] = []
    if "Plans" in workbook:
        values = workbook["Plans"].values
        for index, plan in enumerate(values["plan"]):
            if plan is None:
                continue
            before = rows.get(same(plan), {})
            given = {name: values[name][index] for name in ("starts", "ends", "follows")}
            spelled = before.get("plan", plan)
            rows[same(plan)] = dict(before) | given | {"plan": spelled}
            own.append(rows[same(plan)]["plan"])
    terms = terms_of(_frame(list(rows.values())))
    names = {same(row["plan"]): str(row["plan"]) for row in rows.values()}
    has_rows_without = False
    for table in ("priorities", "actions", "progress"):
        for plan in (row["plan"] for row in known.statements(table)):
            if plan is None:
                has_rows_without = True
            else:
                names.setdefault(same(plan), plan)
    return Plans(terms, names, own[0] if len(own) == 1 else None, has_rows_without)


def _frame(rows: list[dict[str, StoredValue]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["plan", "starts", "ends", "follows"]).astype(object)


@rule(
    "K16",
    "Two plans are in force in a row's quarter.",
    "Every sheet with a Ref or a Priority: Plan",
    "Say which plan it is about, in the row's Plan or the Cover's.",
)
@rule(
    "K17",
    "No plan was in force in a row's quarter.",
    "Every sheet with a Ref or a Priority: Plan",
    "Say which plan it is about, in the row's Plan or the Cover's.",
)
def assign_plans(columns: Columns, plans: Plans, cover: Cover) -> Iterator[Problem]:
    """Write every row's plan as it is on record; a problem where it has to be asked."""
    if not columns.sheet.of_plan:
        return
    given = columns.values["plan"]
    on_cover = plans.find(cover.plan) if cover.plan else None
    late: dict[str, int] = {}
    for index, own in enumerate(given):
        if own is not None:
            given[index] = plans.find(own)
            if given[index] is None:
                columns.wrong.add(("plan", index))
                yield columns.problem("K18", "plan", index, unknown_plan(own, plans))
                continue
        else:
            given[index] = on_cover or _only(columns.sheet, plans)
        first, last = _quarters(columns, index, cover)
        needs = _needs(columns, index)
        if given[index] is None and first is not None and last is not None:
            found = in_force(plans.terms, first, last)
            if len(found) > 1 and needs:
                columns.wrong.add(("plan", index))
                yield columns.problem("K16", _place(columns), index, _two(found, first, last))
            elif len(found) == 1:
                given[index] = found[0].plan
            elif not found and needs:
                ended = ended_before(plans.terms, first)
                if ended:
                    given[index] = ended.plan
                elif plans.terms and not plans.has_rows_without:
                    columns.wrong.add(("plan", index))
                    yield columns.problem("K17", _place(columns), index, _none(first, plans))
        if needs and first is not None and _is_after(plans, given[index], first):
            late.setdefault(str(given[index]), index)
    yield from _after_the_end(columns, plans, late)


@rule(
    "K18",
    "A plan is not on record, nor on the workbook's Plans sheet.",
    "Every column called Plan; the Cover's Plan",
    "Correct its name, or add it to the Plans sheet.",
)
def unknown_plan(name: str, plans: Plans) -> str:
    """The sentence about a plan that nobody has named before."""
    meant = did_you_mean(nearest(name, plans.names.values(), 0.5))
    return (
        f"{quoted(name)} is not a plan on record, nor on this workbook's Plans sheet{meant} "
        "Correct it, or add it to the Plans sheet."
    )


@rule(
    "W16",
    "A row is about a quarter after its plan's end.",
    "Every sheet with a Ref or a Priority",
    "Check the quarter, or say which plan it is about.",
)
def _after_the_end(columns: Columns, plans: Plans, late: Mapping[str, int]) -> Iterator[Problem]:
    """One warning for each plan, at its first such row; wording so dated no page will show."""
    for plan, index in late.items():
        term = named(plans.terms, plan)
        end = term.ends if term else ""
        if columns.sheet.dated:
            said = f"The plan {plan} ended in {end}, so no page will show what is said here of a "
            said += f"later quarter. To change how the plan reads, write {end} on the Cover."
        else:
            said = f"The plan {plan} ended in {end}, and this row is about a later quarter. "
            said += "Check the quarter, or say which plan it is about."
        yield columns.problem("W16", _place(columns), index, said)


def _is_after(plans: Plans, plan: StoredValue, first: Period) -> bool:
    term = named(plans.terms, plan) if plan else None
    return term is not None and term.ends < first


def _only(sheet: Sheet, plans: Plans) -> str | None:
    return plans.only if sheet in _OF_ONLY_PLAN else None


def _needs(columns: Columns, index: int) -> bool:
    """Whether a row names an action or a priority, which belong to a plan."""
    return any(
        columns.values[name][index] is not None
        for name in ("ref", "priority")
        if name in columns.values
    )


def _quarters(columns: Columns, index: int, cover: Cover) -> tuple[Period | None, Period | None]:
    """The first and the last quarter that a row is about: its period's, its day's, the Cover's."""
    text = columns.values["period"][index] if "period" in columns.values else None
    own = columns.sheet.day
    day = columns.values[own][index] if own else None
    if text is None and day:
        quarter = quarter_of(date.fromisoformat(day))
        return quarter, quarter
    text = text or cover.period
    if not text:
        return None, None
    first, last = quarters_of(parse_period(text))
    return (first, first) if columns.sheet.dated else (first, last)


def _place(columns: Columns) -> str:
    """The column that a problem about a row's plan points to."""
    order = ("plan", "period", "ref", "priority", columns.sheet.day)
    return next(name for name in order if columns.has(name))


def _two(found: Terms, first: Period, last: Period) -> str:
    when = str(first) if first == last else f"{first} to {last}"
    plans = joined(term.plan for term in found)
    return (
        f"In {when} the plans {plans} are in force. Say which this is about, here or in the "
        "Cover's Plan."
    )


def _none(quarter: Period, plans: Plans) -> str:
    first: Term = plans.terms[0]
    return (
        f"No plan was in force in {quarter}: {first.plan} begins in {first.starts}. Correct the "
        "quarter, or say which plan this is about."
    )

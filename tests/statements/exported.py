"""What the export of a quarter holds, and what the quarter's own questions show, in one form.

A sheet is a set of rows, of the columns that are shown as they are. Counts by ethnic group are
left out: of a single quarter no page shows them.
"""

from collections.abc import Iterator
from typing import Any

from escp_data.evidence.assurance import assessments
from escp_data.evidence.challenges import challenges
from escp_data.evidence.groups import meetings
from escp_data.evidence.measures import scorecard
from escp_data.evidence.practice_audits import practice_audits
from escp_data.evidence.reviews import reviews
from escp_data.evidence.training import NO_REF, training
from escp_data.evidence.voice import voice
from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.actions import NO_UPDATE, View, actions, priorities, resolve
from escp_data.plan.plans import plan_words
from escp_data.statements.reading import Plan, read
from escp_data.store.database import Store
from escp_data.text.periods import Period, quarter_of

Rows = dict[str, set[tuple[Any, ...]]]
"""By table."""
COLUMNS = {
    "plans": ("Plan", "Title", "Partnership", "Area"),
    "priorities": ("Plan", "Priority", "Title", "Short title", "Aim"),
    "actions": ("Plan", "Ref", "Action", "Lead agency", "Contributing agencies", "Priority",
                "Success measure", "Owner role", "Short name"),
    "progress": ("Plan", "Ref"),
    "measures": ("Code", "Measure", "Definition", "Supplier agency", "Target"),
    "measure_values": ("Code",),
    "voice": ("Plan", "Ref", "Theme", "What children said"),
    "training": ("Plan", "Course", "Agency", "Ref", "Places attended"),
    "audits": ("Audit", "Organisation", "Standard"),
    "recommendations": ("Plan", "Review", "Number", "RAG"),
    "meetings": ("Plan", "Group", "Date", "Agency", "Attended"),
    "challenges": ("Plan", "Number", "Question"),
    "practice_audits": ("Plan", "Audit", "Date", "Theme"),
    "benchmarks": ("Code", "Area", "Value"),
}  # fmt: skip  # a list in few lines


_OF_ACTIONS = (
    *("action", "lead_agency", "contributing_agencies", "priority", "success_measure"),
    *("owner_role", "short_name"),
)


def exported(store: Store, quarter: Period) -> Rows:
    """What `export --table … --period` writes of each sheet, in the columns that pages show."""
    return {table: _rows(store, table, quarter) for table in COLUMNS}


def _rows(store: Store, table: str, quarter: Period) -> set[tuple[Any, ...]]:
    """A table's rows; agencies go by their names of today."""
    who = read(store).who
    frame, _ = contract_table(store, table, Asked(period=quarter))
    if table == "measure_values":  # a mark is no number
        frame = frame[~frame["Numerator"].isin(["[x]", "[z]"])]
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    named = ({**row, **{n: who.of(row[n]) for n in _NAMED if n in row}} for row in rows)
    return {tuple(row[name] for name in COLUMNS[table]) for row in named}


_NAMED = ("Agency", "Lead agency")
Shown = Iterator[tuple[str, tuple[Any, ...]]]


def shown(store: Store, quarter: Period) -> Rows:
    """What the questions about a quarter show, of every plan."""
    found: Rows = {table: set() for table in COLUMNS}
    reading = read(store)
    for plan in reading.plan_names:
        view = View(quarter, quarter.shifted(-1), None, plan)
        if resolve(reading, view) != plan:
            continue  # rows that wait for a plan have no page in a quarter that has one
        for table, row in (*_plan(store, view, plan), *_evidence(store, view, plan)):
            found[table].add(row)
    for table, row in _figures(store, View(quarter, quarter.shifted(-1))):
        found[table].add(row)
    return found


def _plan(store: Store, view: View, plan: Plan) -> Shown:
    words = plan_words(store, view)
    if words.title:
        yield "plans", (plan, words.title, words.partnership, words.area or None)
    for row in priorities(store, view).to_dict("records"):
        if not row["title"].endswith("(not described)"):
            names = ("priority", "title", "short_title", "aim")
            yield "priorities", (plan, *(row[name] for name in names))
    who = read(store).who
    for row in actions(store, view).to_dict("records"):
        if row["described"]:
            values = row | {"lead_agency": who.of(row["lead_agency"])}
            yield "actions", (plan, row["ref"], *(values[name] for name in _OF_ACTIONS))
        if row["rag"] != NO_UPDATE or row["beside"]:
            yield "progress", (plan, row["ref"])


def _evidence(store: Store, view: View, plan: Plan) -> Shown:
    quarter = view.period
    for said in voice(store, view):
        if said.by.said.quarter == quarter:
            yield "voice", (plan, said.ref, said.theme, said.words)
    for row in training(store, view).to_dict("records"):
        if row["period"] == str(quarter):
            ref = None if row["ref"] == NO_REF else row["ref"]
            yield "training", (plan, row["course"], row["agency"], ref, row["places_attended"])
    for each in reviews(store, view):
        for period, rag in each.history:
            if period == str(quarter):
                yield "recommendations", (plan, each.review, each.number, rag)
    for held in meetings(store, view):
        day, there = held.day.isoformat(), held.seats if held.quarter == quarter else ()
        for seat in there:
            yield "meetings", (plan, held.group, day, seat.agency, seat.attended)
    for asked in challenges(store, view):
        if asked.quarter == quarter:
            yield "challenges", (plan, asked.number, asked.question)
    for audit in practice_audits(store, view):
        if quarter_of(audit.day) == quarter:
            yield "practice_audits", (plan, audit.audit, audit.day.isoformat(), audit.theme)


def _figures(store: Store, view: View) -> Shown:
    quarter = view.period
    for row in assessments(store, view).to_dict("records"):
        if row["period"] == str(quarter):
            yield "audits", (row["audit"], row["organisation"], row["standard"])
    for each in scorecard(store, quarter):
        own = each.definition
        target = own.target
        yield "measures", (each.code, own.measure, own.definition, own.supplier or None, target)
        totals = dict(zip(each.periods, each.totals, strict=True)) | dict(each.years)
        if quarter in totals and totals[quarter].returned:
            yield "measure_values", (each.code,)
        for mark in each.benchmarks:
            if mark.period == quarter:
                yield "benchmarks", (each.code, mark.area, mark.value)

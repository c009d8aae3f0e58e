"""What a table is: the contract's sheet that its rows are of, told by its headings."""

from escp_data.contract import SHEETS
from escp_data.contract import sheet as contract_sheet
from escp_data.text.asking import Ask
from escp_data.text.ethnic_labels import read_group
from escp_data.text.wording import written
from escp_data.trackers.headings import contract_columns
from escp_data.trackers.heads import Head
from escp_data.trackers.known import Plan
from escp_data.trackers.questions import BETWEEN, LEAVE_OUT, Asking, Option
from escp_data.trackers.shapes import Shape

COLOURED = "RAG by colour, words as the update"
"""How a column is read whose fills are the RAG and whose words say what was done."""

_PROGRESS = {
    "RAG": "rag",
    "RAG reason": "rag_reason",
    "update": "progress_update",
    "evidence": "evidence",
    "impact": "impact",
    "barriers": "barriers",
    "next steps": "next_steps",
    "ref": "ref",
    "period": "period",
    "action": "action",
    "agency": "agency",
    COLOURED: "rag",
}
_VALUES = {
    "measure": "code",
    "value": "numerator",
    "denominator": "denominator",
    "note": "note",
    "agency": "agency",
    "period": "period",
    "update": "note",
}
_GROUPS = {
    "measure": "code",
    "value": "count",
    "ethnic group": "ethnic_group",
    "agency": "agency",
    "period": "period",
}
FIELDS = {"Progress": _PROGRESS, "Measure values": _VALUES, "Ethnicity counts": _GROUPS}
OTHERS = {
    "RAG": "rag",
    "update": "progress_update",
    "ref": "ref",
    "period": "period",
    "agency": "agency",
    "note": "note",
    "evidence": "evidence",
    "impact": "impact",
}
_CALLED = {
    "ref": "Ref",
    "action": "Action",
    "update": "Progress update",
    "next steps": "Next steps",
    "lead": "Lead agency",
    "due date": "Due date",
    "revised due date": "Revised due date",
    "start date": "Start date",
    "measure": "Code",
    "value": "Numerator",
    "ask": "Asked",
    "denominator": "Denominator",
    "ignore": "Ignored",
    "ethnic group": "Ethnic group",
    COLOURED: "RAG",
}


def sheet_of(shape: Shape, plan: Plan, asking: Asking) -> str:
    """The name of the contract's sheet that a table's rows are of; "" where it fits none."""
    chosen = asking.answers.get(f"table{BETWEEN}{shape.fingerprint}", "")
    if chosen:
        return "" if chosen == LEAVE_OUT else chosen
    if shape.face.hidden or sheet_of_ours(shape):
        return ""
    means = {meant(head, asking) for head in shape.heads}
    groups = [head for head in shape.heads if names_group(head)]
    told = means & {*_PROGRESS} - {"ref", "action", "period", "agency"}
    if "ethnic group" in means or len(groups) >= 2:
        return "Ethnicity counts"
    named = _named_by_columns(shape)
    if named:
        return named
    keyed = means & {"ref", "action"} or any(
        names_actions(shape, head, plan) for head in shape.heads
    )
    if keyed and (told or _has_coloured_quarters(shape)):
        return "Progress"
    if sum(bool(head.about) for head in shape.heads) > 1 and "period" in means:
        return "Progress"
    measures = "measure" in means or any(plan.measure_named(head.text) for head in shape.heads)
    if measures and ("value" in means or _dated_heads(shape)):
        return "Measure values"
    return ""


def called(means: str) -> str:
    """What a heading's meaning is called on a screen: the contract's own name."""
    if means == COLOURED:
        return means
    return _CALLED.get(means, means if means[:1].isupper() else means.capitalize())


def readings(sheet: str) -> tuple[Option, ...]:
    """What a column of a table can be taken for: the values to answer its heading with."""
    if sheet in FIELDS:
        own = [Option(each, called(each)) for each in FIELDS[sheet]]
    else:
        columns = contract_sheet(sheet).columns if sheet else ()
        own = [Option(f"field:{column.field}", column.name) for column in columns]
    return (*own, Option(LEAVE_OUT, LEAVE_OUT))


def kinds_of_table() -> tuple[Option, ...]:
    """What a table can be: the sheets of a return, or left out."""
    sheets = (Option(sheet.name, sheet.name) for sheet in SHEETS if sheet.in_return)
    return (*sheets, Option(LEAVE_OUT, LEAVE_OUT))


def why_none(shape: Shape) -> str:
    """Why a table is not read."""
    if shape.face.hidden:
        return "Its sheet is hidden."
    ours = sheet_of_ours(shape)
    if ours:
        return f"It is a {ours} sheet of the template. Upload the file as a return to store it."
    return "Its headings fit none of the tables that a return can have."


def _dated_heads(shape: Shape) -> bool:
    return any(head.reading.period is not None for head in shape.heads)


def _has_coloured_quarters(shape: Shape) -> bool:
    return any(
        head.reading.period is not None
        and any((row, head.position) in shape.face.fills for row in shape.body)
        for head in shape.heads
    )


def names_actions(shape: Shape, head: Head, plan: Plan) -> bool:
    """Whether the cells of a column without a known heading name actions of the plan."""
    texts = [written(value) for value in shape.values(head.position)]
    named = sum(bool(plan.action_named(text) or plan.refs_in(text)) for text in texts)
    return head.reading.means == "ask" and bool(texts) and named * 2 > len(texts)


def _named_by_columns(shape: Shape) -> str:
    """The sheet all of whose required columns are headed in the contract's own words."""
    found: list[tuple[int, str]] = []
    pairs = [contract_columns(head.text) for head in shape.heads]
    for sheet in SHEETS:
        if sheet.name in FIELDS or not sheet.in_return:
            continue
        here = {field for each in pairs for name, field in each if name == sheet.name}
        needed = {column.field for column in sheet.required} - {"period", "agency"}
        if needed and needed <= here:
            found.append((len(here), sheet.name))
    return max(found)[1] if found else ""


def sheet_of_ours(shape: Shape) -> str:
    """The template's sheet that a table is, where no tracker brings one: Challenges, Population.

    All its headings are that sheet's, the required ones among them: its numbers are not values.
    """
    pairs = [contract_columns(head.text) for head in shape.heads]
    for sheet in SHEETS:
        own = [{field for name, field in each if name == sheet.name} for each in pairs]
        needed = {column.field for column in sheet.required} - {"period", "agency"}
        if not sheet.in_return and all(own) and needed <= set().union(*own):
            return sheet.name
    return ""


def names_group(head: Head) -> bool:
    """Whether a heading names an ethnic group, in words and not by a letter."""
    return len(head.text) > 2 and not isinstance(read_group(head.text), Ask)


def meant(head: Head, asking: Asking) -> str:
    """What a heading means: as a person answered, else as it reads."""
    return asking.answers.get(f"heading{BETWEEN}{head.key}", "") or head.reading.means

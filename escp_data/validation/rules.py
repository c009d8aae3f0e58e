"""The catalogue: every rule's code, its plain line, how severe it is and what it touches.

Each module keeps the lines of its own rules beside the code that applies them; here they are
gathered, so that the documentation, the upload page and a person on the telephone have one list.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from escp_data import contract
from escp_data.contract import Column
from escp_data.excel import workbook
from escp_data.model import Severity
from escp_data.validation import cells, crosschecks, guard, plausibility, tables

FAMILIES = {
    "F": "The file",
    "G": "Records of children",
    "S": "Sheets and headings",
    "C": "Cells",
    "K": "Keys and references",
    "W": "Worth a look",
}


@dataclass(frozen=True)
class Rule:
    """One rule. `line` says what is the matter; `touches` where, as sheets and their columns.

    An error stops the whole workbook; a warning asks a person to look.
    """

    code: str
    severity: Severity
    line: str
    touches: str

    @property
    def family(self) -> str:
        """The heading that it stands under in a list of rules."""
        return FAMILIES[self.code[0]]


_WARNINGS = ("S01", "S04")
_EVERYWHERE = {
    "F": "The file",
    "G": "Every cell of every sheet",
    "S": "Every sheet",
    "C": "Every column",
}
_TOUCHES = {
    "K01": "Cover",
    "K02": "Every sheet",
    "K03": "The key columns of every sheet",
    "K04": "Every column of agencies; the Cover's Agency",
    "K05": "Agencies: Agency, Also known as",
    "K06": "Progress, Voice, Training, Recommendations: Ref",
    "K07": "Actions, Measures: Priority",
    "K08": "Measure values, Ethnicity counts: Code; Measures: Preceding measure; "
    "Actions: Measure codes",
    "K09": "Measures: Preceding measure",
    "K10": "Progress: RAG, RAG reason",
    "K11": "Progress: Period",
    "K12": "Actions: Start date, Due date, Revised due date",
    "K13": "Measure values: Numerator, Denominator",
    "K14": "Measure values: Denominator",
    "K15": "Measures: Reference group",
    "W01": "Measure values: Numerator, Denominator; Ethnicity counts: Count",
    "W02": "Measure values: Numerator, Denominator",
    "W03": "Ethnicity counts: Count; Measure values: Numerator",
    "W04": "Ethnicity counts: Count",
    "W05": "Progress: Progress update",
    "W06": "Progress: RAG",
    "W07": "Actions: Due date, Revised due date",
    "W08": "Every column called Period",
    "W09": "Every sheet",
    "W10": "Measure values, Ethnicity counts: Period",
    "W11": "Ethnicity counts: Ethnic group",
    "W12": "Training: Places attended, Responses, Confident before, Confident after",
    "W13": "Measures: Population basis",
    "W14": "Measure values: Denominator; Measures: Population basis",
    "W15": "Measures: Counts",
}
_KINDS = {
    "C04": ("ref",),
    "C06": ("choice",),
    "C07": ("period",),
    "C08": ("date",),
    "C09": ("moment",),
    "C10": ("number",),
    "C11": ("count", "amount"),
    "C12": ("group",),
    "C13": ("code", "codes"),
    "C14": ("priority",),
    "C15": ("ref", "ref_text", "code", "codes"),
}


def _touches(code: str) -> str:
    if code in _TOUCHES:
        return _TOUCHES[code]
    if code == "C03":
        return _columns(lambda column: column.required)
    if code == "C05":
        return _columns(lambda column: column.field == "rag")
    if code in _KINDS:
        return _columns(lambda column: column.kind in _KINDS[code] and column.field != "rag")
    return _EVERYWHERE[code[0]]


def _columns(wanted: Callable[[Column], bool]) -> str:
    """`Progress: Ref, RAG; Voice: Ref`, of the columns that are wanted."""
    sheets = (
        (sheet.name, [column.name for column in sheet.columns if wanted(column)])
        for sheet in contract.SHEETS
    )
    return "; ".join(f"{name}: {', '.join(names)}" for name, names in sheets if names)


def _gathered() -> Iterator[Rule]:
    for lines in (
        workbook.REFUSALS,
        guard.REFUSALS,
        tables.RULES,
        cells.RULES,
        crosschecks.RULES,
        plausibility.RULES,
    ):
        for code, line in lines.items():
            warning = code.startswith("W") or code in _WARNINGS
            yield Rule(code, "warning" if warning else "error", line, _touches(code))


RULES: dict[str, Rule] = {rule.code: rule for rule in _gathered()}
"""Every rule by its code, family by family."""

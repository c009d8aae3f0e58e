"""A problem found in a workbook: where it is, what is there, and how to put it right."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One finding. `cell` is the sheet's own name for the place ("C7"), or "" for a whole sheet.

    `message` starts with the place (`Progress!C7: …`) and is one plain sentence or two: what is
    there, and how to put it right.
    """

    code: str
    sheet: str
    cell: str
    message: str
    severity: Severity = "error"

    def as_json(self) -> dict[str, str]:
        """`{"code", "sheet", "cell", "message"}`, the contract's form of a finding."""
        return {key: value for key, value in asdict(self).items() if key != "severity"}


def place(sheet: str, cell: str = "") -> str:
    """`Progress!C7`, or `Progress` for the sheet as a whole."""
    return f"{sheet}!{cell}" if cell else sheet

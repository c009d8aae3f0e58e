"""Which agency a cell means: by its name or any other it goes by, case and spacing aside."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from escp_data.contract import ALL_AGENCIES
from escp_data.model import Known, Problem
from escp_data.rule import rule
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.text.wording import quoted
from escp_data.validation import cells
from escp_data.validation.contents import Columns


@dataclass
class Agencies:
    """Every registered agency. `names` are as registered; `meant` finds one by a folded name."""

    names: list[str] = field(default_factory=list)
    meant: dict[str, str] = field(default_factory=lambda: {fold(ALL_AGENCIES): ALL_AGENCIES})

    def find(self, text: str) -> str | None:
        """The registered name of the agency meant; None where there is none."""
        return self.meant.get(fold(text))

    def unknown(self, text: str) -> str:
        """The sentence about an agency that is not registered."""
        if not self.names:
            return (
                f"No agency is registered yet, so {quoted(text)} is not known. "
                "Add it to the Agencies sheet of this workbook."
            )
        near = nearest(text, self.meant)
        said = f"{quoted(text)} is not a registered agency"
        if near:
            return f"{said}; did you mean {self.meant[near]}? Write it that way, or register it."
        return f"{said}. Choose one from the list, or add it to the Agencies sheet."

    def add(self, name: str, also: str | None) -> list[str]:
        """Register an agency; gives the names it asks for that stand for another one."""
        self.names.append(name)
        wanted = dict.fromkeys((name, *cells.listed_items(also or "")))
        return [each for each in wanted if self.meant.setdefault(fold(each), name) != name]


def registered(sheet: Columns | None, known: Known) -> tuple[Agencies, list[Problem]]:
    """The agencies that are known and those of the workbook's own Agencies sheet, if it has one.

    An agency on the sheet replaces what was known of it. The problems are the sheet's names that
    stand for another agency already.
    """
    agencies = Agencies()
    earlier = known.current("agencies")
    listed = set(sheet.values["agency"]) if sheet else set()
    for name, also in zip(earlier["agency"], earlier["also_known_as"], strict=True):
        if name not in listed:
            agencies.add(name, also)
    return agencies, list(_add_sheet(agencies, sheet)) if sheet else []


@rule(
    "K05",
    "A name stands for two agencies.",
    "Agencies: Agency, Also known as",
    "Let each name stand for one agency.",
)
def _add_sheet(agencies: Agencies, sheet: Columns) -> Iterator[Problem]:
    rows = zip(sheet.values["agency"], sheet.values["also_known_as"], strict=True)
    for index, (name, also) in enumerate(rows):
        for taken in agencies.add(name, also) if name else ():
            yield sheet.problem(
                "K05",
                "agency" if taken == name else "also_known_as",
                index,
                f"{quoted(taken)} already stands for {agencies.find(taken)}. A name stands for "
                "one agency only: take it out here or there, or write the agency as registered.",
            )

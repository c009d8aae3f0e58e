"""Which agency a cell means: by its name or any other it goes by, case and spacing aside."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pandas as pd

from escp_data.contract import ALL_AGENCIES
from escp_data.model import Known, Problem
from escp_data.rule import rule
from escp_data.statements.who import Identities, identities
from escp_data.text.clean import fold, same
from escp_data.text.nearest import nearest
from escp_data.text.wording import quoted
from escp_data.validation import cells
from escp_data.validation.contents import Columns


@dataclass
class Agencies:
    """Every registered agency. `names` are as registered; `meant` finds one by a folded name."""

    names: list[str] = field(default_factory=list)
    meant: dict[str, str] = field(default_factory=lambda: {fold(ALL_AGENCIES): ALL_AGENCIES})
    who: Identities = field(default_factory=lambda: Identities({}))

    def find(self, text: str) -> str | None:
        """The name, as it is now, of the agency meant; None where there is none."""
        return self.who.of(self.registered_as(text))

    def registered_as(self, text: str) -> str | None:
        """The name under which it was registered, though it may go by another now."""
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
        """Register an agency; gives the names it asks for that stand for another one.

        A dash where there is no other name is none.
        """
        self.names.append(name)
        wanted = {each: fold(each) for each in (name, *cells.listed_items(also or ""))}
        keys = {each: key for each, key in wanted.items() if key}
        return [each for each, key in keys.items() if self.meant.setdefault(key, name) != name]


def registered(sheet: Columns | None, known: Known) -> tuple[Agencies, list[Problem]]:
    """The agencies that are known and those of the workbook's own Agencies sheet, if it has one.

    An agency on the sheet replaces what was known of it. The problems are the sheet's names that
    stand for another agency already.
    """
    agencies = Agencies()
    earlier = known.current("agencies")
    listed = {same(name) for name in sheet.values["agency"] if name} if sheet else set()
    kept = earlier[~earlier["agency"].map(lambda name: same(name) in listed).astype(bool)]
    for name, also in zip(kept["agency"], kept["also_known_as"], strict=True):
        agencies.add(name, also)
    agencies.who = before = identities(earlier)
    if sheet is None:
        return agencies, []
    every = kept[["agency", "also_known_as"]]
    if listed:
        every = pd.concat([every, sheet.frame[["agency", "also_known_as"]].dropna(subset="agency")])
    agencies.who = identities(every)
    return agencies, list(_add_sheet(agencies, sheet, set(kept["agency"]), before))


@rule(
    "K05",
    "A name stands for two agencies.",
    "Agencies: Agency, Also known as",
    "Let each name stand for one agency.",
)
@rule(
    "W17",
    "An agency on record is now known by another name.",
    "Agencies: Agency, Also known as",
    "Check that the two are one agency: what either reports is one agency's from now on.",
)
def _add_sheet(
    agencies: Agencies, sheet: Columns, kept: Collection[str], before: Identities
) -> Iterator[Problem]:
    for index, (name, also) in sheet.each("agency", "also_known_as"):
        for taken in agencies.add(name, also) if name else ():
            other = agencies.registered_as(taken)
            if before.are_one(other, name):
                continue
            if other and other in kept and agencies.who.are_one(other, name):
                if fold(taken) == fold(other):
                    yield sheet.problem("W17", "also_known_as", index, _renamed(other, name))
                continue
            yield sheet.problem(
                "K05",
                "agency" if taken == name else "also_known_as",
                index,
                f"{quoted(taken)} already stands for {agencies.find(taken)}. A name stands for "
                "one agency only: take it out here or there, or write the agency as registered.",
            )


def _renamed(other: str, name: str) -> str:
    return (
        f"{other} is on record as an agency, and is from now on {name}: its rows keep the name of "
        "their time. Tick this if the two are one agency."
    )

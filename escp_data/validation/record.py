"""The record that a workbook is checked against, and as it will stand with the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from escp_data.contract import VOICE, Sheet
from escp_data.model import Cover, Known, Statement
from escp_data.statements.few import FewOnRecord, is_of_few
from escp_data.statements.of_their_time import Key, holding, key_of, records
from escp_data.statements.reading import Reading, read
from escp_data.statements.terms import Terms, first_quarter
from escp_data.statements.who import Identities
from escp_data.validation.contents import Columns
from escp_data.validation.says import OnRecord, Said, as_statements, record_of, say

Workbook = Mapping[str, Columns]
"""The sheets that were read, by the contract's name."""


def _keep_names(columns: Columns, known: Known, who: Identities, quarter: str | None) -> None:
    """Agencies that a row names keep the name that they have on record in it."""
    places = [c.field for c in columns.sheet.columns if c.kind == "agency" and not c.key]
    if not places or not who.now:
        return
    recorded = _recorded(known, columns.sheet, quarter)
    for index in range(len(columns.table.rows)):
        row = recorded.get(columns.key(index), {})
        for name in places:
            before = row.get(name)
            if who.are_one(before, columns.values[name][index]):
                columns.values[name][index] = before


def _recorded(known: Known, sheet: Sheet, quarter: str | None) -> dict[Key, Statement]:
    """What is on record by key: of a dated sheet, what holds in a quarter."""
    if sheet.dated:
        held = holding(sheet, known.statements(sheet.table), quarter)
        return {key: cast(Statement, each.values) for key, each in held.items()}
    return {key_of(sheet, row): row for row in records(known.current(sheet.table))}


@dataclass(frozen=True)
class Record:
    """What is known, the plan as it reads before and after, and what stands of each row."""

    known: Known
    before: Reading
    after: Reading
    rows: Mapping[str, OnRecord]
    quarter: str | None

    def recorded(self, sheet: Sheet) -> dict[Key, Statement]:
        """What is on record by key: of a dated sheet, what holds in the Cover's quarter."""
        return _recorded(self.known, sheet, self.quarter)

    def recorded_of(self, columns: Columns) -> list[Statement | None]:
        """What is on record of each row.

        Of one that may be of a small group it is the same whichever agency and day it names.
        """
        found = self.recorded(columns.sheet)
        rows = range(len(columns.table.rows))
        same_key = [found.get(columns.key(index)) for index in rows]
        if columns.sheet is not VOICE:
            return same_key
        few = FewOnRecord(row for row in found.values() if is_of_few(row))
        given = [{name: values[index] for name, values in columns.values.items()} for index in rows]
        return [
            few.alike(row) if few.hides(row, is_on_record=same is not None) else same
            for row, same in zip(given, same_key, strict=True)
        ]

    def says_new(self, columns: Columns, index: int) -> bool:
        """Whether a row says anything that is not on record already."""
        on_record = self.rows[columns.sheet.name]
        return any(
            on_record(index, name) != columns.values[name][index] for name in columns.says[index]
        )

    @classmethod
    def of(
        cls,
        workbook: Workbook,
        known: Known,
        cover: Cover,
        terms: Terms,
        who: Identities,
        said: Said,
    ) -> "Record":
        """Read the record, and work out what each row of the workbook says."""
        before = read(known)
        quarter = first_quarter(cover.period)
        for each in workbook.values():
            _keep_names(each, known, who, quarter)
        # Whose an action is may change with the workbook itself: its reports are read by that.
        planned = _statements(workbook, cover, "Plans", "Priorities", "Actions")
        meanwhile = before.with_rows(terms, who, **planned)
        rows = {name: record_of(each, known, meanwhile) for name, each in workbook.items()}
        for name, each in workbook.items():
            say(each, said, rows[name])
        told = _statements(workbook, cover, "Plans", "Priorities", "Actions", "Progress")
        return cls(known, before, before.with_rows(terms, who, **told), rows, quarter)


def _statements(workbook: Workbook, cover: Cover, *names: str) -> dict[str, list[Statement]]:
    """The rows of these sheets as they will stand, by their tables."""
    there = [workbook[name] for name in names if name in workbook]
    return {each.sheet.table: as_statements(each, cover) for each in there}

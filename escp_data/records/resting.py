"""What rests on an upload: what pages would lack, and what would read otherwise, without it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from escp_data import contract
from escp_data.contract import Sheet
from escp_data.model import StoredRow, StoredValue
from escp_data.records.scratch import scratch
from escp_data.records.uploads import add_decision, require_file
from escp_data.statements.effects import Effect, effects
from escp_data.statements.of_their_time import key_of, records
from escp_data.statements.reading import read
from escp_data.store.database import Store, utc_now
from escp_data.text.wording import joined, plural

_ONE = {
    "Agencies": "agency",
    "Priorities": "priority",
    "Progress": "update",
    "Voice": "piece of voice",
    "Training": "course",
    "Population": "population",
    "Measure values": "value",
    "Ethnicity counts": "count",
}
_MANY = {
    "Agencies": "agencies",
    "Priorities": "priorities",
    "Voice": "pieces of voice",
    "Population": "populations",
}


@dataclass(frozen=True)
class Resting:
    """Sentences, the weightiest first: what only the upload says, what would be emptied or read as
    before it, which standing rows need what it describes, and what pages would show otherwise.

    `rags_lost` says of each quarter how many actions would have no RAG in it any more.
    """

    only: str
    columns: tuple[str, ...]
    needing: str
    effects: tuple[Effect, ...]
    rags_lost: tuple[tuple[str, int], ...] = ()

    @property
    def in_short(self) -> tuple[str, ...]:
        """What goes with it, in few sentences; empty where only single entries rest on it."""
        found = [f"With it would go {self.only}."] if self.only else []
        for quarter, number in self.rags_lost:
            lose = "would lose its RAG" if number == 1 else "would lose their RAG"
            found.append(f"{plural(number, 'action')} {lose} for {quarter}.")
        return tuple(found)

    @property
    def in_full(self) -> tuple[str, ...]:
        """The sentences that `in_short` does not say already."""
        return self.sentences[1:] if self.only else self.sentences

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in words; empty where nothing rests on it."""
        found = [f"Only it says: {self.only}."] if self.only else []
        found += self.columns
        found += (
            [f"Rows that stand need what it describes: {self.needing}."] if self.needing else []
        )
        found += [
            f"{each.kind} of {each.name} in {each.when}: {each.before} would read {each.after}."
            for each in self.effects
        ]
        return tuple(found)


def resting(store: Store, upload_id: int) -> Resting:
    """What rests on an upload that stands. Nothing is changed. Raises NotFound."""
    with scratch(store) as copy:
        before, reading = _tables(copy), read(copy)
        with copy.writing() as connection:
            require_file(connection, upload_id)
            add_decision(connection, upload_id, "withdrawn", "to see", "scratch", utc_now())
        after = _tables(copy)
        found = effects(reading, read(copy))
    lost = {name: before[name].keys() - after[name].keys() for name in before}
    return Resting(
        _counted({name: len(keys) for name, keys in lost.items()}),
        tuple(_columns(before, after)),
        _needing(lost, after),
        found,
        tuple(_rags_lost(before["Progress"], after["Progress"])),
    )


_Table = dict[StoredRow, dict[str, StoredValue]]


def _tables(store: Store) -> dict[str, _Table]:
    """What is on record of every sheet, by key."""
    return {sheet.name: _table(store, sheet) for sheet in contract.SHEETS}


def _table(store: Store, sheet: Sheet) -> _Table:
    names = [name for name, _ in sheet.stored]
    return {
        key_of(sheet, row): {name: row[name] for name in names}
        for row in records(store.current(sheet.table))
    }


def _rags_lost(before: _Table, after: _Table) -> Iterator[tuple[str, int]]:
    """Each quarter, oldest first, with how many actions have a RAG before and none afterwards."""

    def rated(table: _Table) -> set[tuple[StoredValue, ...]]:
        names = ("period", "plan", "ref")
        return {tuple(row[name] for name in names) for row in table.values() if row["rag"]}

    lost = Counter(str(key[0]) for key in rated(before) - rated(after))
    yield from sorted(lost.items())


def _counted(numbers: dict[str, int]) -> str:
    """`1 plan, 3 priorities and 10 actions`."""
    parts = [
        plural(number, _ONE.get(name, name.lower().removesuffix("s")), _MANY.get(name))
        for name, number in numbers.items()
        if number
    ]
    return joined(parts) if parts else ""


def _columns(before: dict[str, _Table], after: dict[str, _Table]) -> list[str]:
    """The columns that would be emptied or read as before the upload, a sentence each."""
    changed: Counter[tuple[str, str]] = Counter()
    for sheet in contract.SHEETS:
        for key in before[sheet.name].keys() & after[sheet.name].keys():
            old, new = before[sheet.name][key], after[sheet.name][key]
            for column in sheet.says:
                changed[sheet.name, column.name] += old[column.field] != new[column.field]
    return [
        f"{column} of {_counted({name: number})} rests on it."
        for (name, column), number in changed.items()
        if number
    ]


def _needing(lost: dict[str, set[StoredRow]], after: dict[str, _Table]) -> str:
    """The standing rows about actions and measures that nothing would describe any more."""
    refs, codes = lost["Actions"], {key[0] for key in lost["Measures"]}
    needing: Counter[str] = Counter()
    for sheet in contract.SHEETS:
        for row in after[sheet.name].values():
            action = row.get("ref"), row.get("plan")
            own = sheet.of_plan and sheet.name != "Actions" and action in refs
            needing[sheet.name] += own or (sheet.name != "Measures" and row.get("code") in codes)
    return _counted(dict(needing))

"""Keys as they are on record: two spellings of one name are one key.

Parts of a key are compared by what they mean: without regard to case, spaces and dashes, and an
agency by who it is. What is stored is how it was first spelled.
"""

from collections.abc import Iterator, Mapping, Sequence

from escp_data.contract import Column
from escp_data.model import Known, Problem, StoredValue
from escp_data.rule import rule
from escp_data.statements.of_their_time import records
from escp_data.statements.who import Identities
from escp_data.text.clean import same
from escp_data.text.wording import joined, quoted
from escp_data.validation.contents import Columns

_SPELLED = ("text", "basis", "plan", "ref_text")
"""Kinds of cells whose spelling is a person's own; the others are read to one form."""


def spell_keys(columns: Columns, known: Known) -> None:
    """Write every text of a key as it was first spelled, on record or else in the workbook."""
    for column in columns.sheet.keys:
        if column.kind in _SPELLED:
            values = columns.values[column.field]
            first: dict[str, str] = {}
            for text in (*known.spellings(columns.sheet.table, column.field), *values):
                if text is not None:
                    first.setdefault(same(text), text)
            columns.values[column.field] = [v if v is None else first[same(v)] for v in values]


@rule(
    "K19",
    "Two agencies that are one now both have the row that a correction is for.",
    "Every sheet with an Agency in its key",
    "Write the agency's name as it stands on the row that is meant.",
)
def agencies_of_keys(
    columns: Columns, known: Known, who: Identities, written: Sequence[str | None]
) -> Iterator[Problem]:
    """Give a row the name that its key has on record, where its agency went by another then.

    `written` is what each row's agency was registered as under the name that the row uses.
    """
    places = [column for column in columns.sheet.keys if column.kind == "agency"]
    if not places or not who.now:
        return
    column = places[0]
    others = [each for each in columns.sheet.keys if each is not column]
    recorded = _recorded(columns, known, others, column)
    values = columns.values[column.field]
    for index, name in enumerate(values):
        key = columns.row(index, *(each.field for each in others))
        names = [each for each in recorded.get(key, ()) if who.are_one(each, name)]
        if not names or name is None:
            continue
        if len(names) == 1:
            values[index] = names[0]
        elif written[index] in names and written[index] != name:
            values[index] = written[index]
        else:
            columns.wrong.add((column.field, index))
            yield columns.problem(
                "K19",
                column.field,
                index,
                f"{joined(quoted(each) for each in names)} are one agency now, and both "
                "have this row on record. Write the name of the one that this is for.",
            )


def _recorded(
    columns: Columns, known: Known, others: Sequence[Column], agency: Column
) -> Mapping[tuple[StoredValue, ...], list[str]]:
    """The agencies on record under each key without its agency."""
    found: dict[tuple[StoredValue, ...], list[str]] = {}
    for row in records(known.current(columns.sheet.table)):
        key = tuple(row[each.field] for each in others)
        if row[agency.field] is not None:
            found.setdefault(key, []).append(str(row[agency.field]))
    return found

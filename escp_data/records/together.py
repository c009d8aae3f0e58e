"""Files chosen together: each is checked as the record will stand once those before it are stored.

Workbooks of the plan go first; all others by the quarter of their Covers, what rewords the plan
before what reports on it, then by name. A return that also rewords an action stays in its quarter:
stored before earlier ones, it would have their blanks empty what it filled in.
"""

from collections.abc import Generator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeAlias

from escp_data.errors import WorkbookRefused
from escp_data.model import Checked
from escp_data.records.changes import SheetChanges, changes
from escp_data.records.scratch import scratch
from escp_data.records.uploads import find_standing_copy, rehearse
from escp_data.store.database import Store
from escp_data.text.periods import is_period, parse_period
from escp_data.validation.checks import check_workbook, outline

Named = tuple[str, bytes]
"""A file's name and its bytes."""


def in_order(files: Sequence[Named]) -> list[Named]:
    """The order in which they are stored; what cannot be opened comes last."""

    def place(file: Named) -> tuple[bool, bool, str, bool, str]:
        name, content = file
        try:
            found = outline(content, name)
        except WorkbookRefused:
            return True, False, "", False, name
        period = found.period
        start = str(parse_period(period).start) if period and is_period(period) else "9999"
        return False, not found.is_plan, start, not found.has_plan, name

    return sorted(files, key=place)


@dataclass(frozen=True)
class InTurn:
    """A workbook checked in its turn, and what storing it then would change; with errors, nothing.

    Both as the record stands once those before it, without errors, are stored.
    """

    checked: Checked
    changes: tuple[SheetChanges, ...]


Turns: TypeAlias = Generator[InTurn | WorkbookRefused, None, None]
"""A check a file, as it is asked for; close it where not all are."""


def in_turn(store: Store, ordered: Sequence[Named]) -> Turns:
    """Each file, checked in the order that is given; nothing is stored.

    One with errors, or that cannot be opened, is left out of what stands for those after it.
    """
    several = len(ordered) > 1
    with scratch(store) if several else nullcontext(store) as copy:
        for left, (name, content) in enumerate(ordered, 1 - len(ordered)):
            try:
                checked = check_workbook(content, name, copy)
            except WorkbookRefused as refusal:
                yield refusal
                continue
            yield InTurn(checked, () if checked.errors else changes(copy, checked))
            if left and not checked.errors:
                rehearse(copy, checked)


def is_as_shown(store: Store, shown: Checked) -> bool:
    """Whether a workbook would be stored as it was shown, now that its turn has come."""
    if find_standing_copy(store, shown.sha256) is not None:
        return True
    now = check_workbook(shown.content, shown.file, store)
    warned = {problem.message for problem in shown.warnings}
    return (
        not now.errors
        and _stored(now) == _stored(shown)
        and {problem.message for problem in now.warnings} <= warned
    )


def _stored(checked: Checked) -> dict[str, object]:
    """What of a workbook is stored: its rows, and what each says."""
    return {name: (rows.values, rows.says) for name, rows in checked.rows.items()}

"""What is recorded in a meeting, as a small workbook of the contract's: checked, stored, withdrawn
and sent on like every other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from escp_data import contract
from escp_data.errors import EscpError, NotFound
from escp_data.evidence.challenges import OPEN
from escp_data.excel.cells import put
from escp_data.excel.style import new_book, put_text, saved
from escp_data.model import Problem
from escp_data.plan.actions import View, resolve
from escp_data.records.uploads import Receipt, append
from escp_data.statements.reading import read
from escp_data.store.database import Store
from escp_data.text.periods import quarter_of
from escp_data.validation.checks import check_workbook

Row = Mapping[str, str | date | None]
"""A row by the headings of the contract; what it does not name stays as it is on record."""


@dataclass(frozen=True)
class Asked:
    """A challenge or decision as a meeting records it; `by` is a role, `of` an agency."""

    kind: str
    by: str
    of: str | None
    question: str
    due: date | None = None
    meeting: str | None = None
    ref: str | None = None
    measure: str | None = None


@dataclass(frozen=True)
class Answered:
    """What was answered to a challenge on record; `state` is one of the contract's."""

    number: str
    answer: str
    state: str


@dataclass(frozen=True)
class Came:
    """An agency's seat at a meeting: Yes, Deputy, Apologies or Not invited; a role or None."""

    agency: str
    attended: str
    role: str | None = None


def next_number(store: Store) -> str:
    """The number after the highest that a challenge on record ever had, withdrawn ones included."""
    said = [re.match(r"\d+", text) for text in store.spellings("challenges", "challenge_number")]
    return str(max((int(found[0]) for found in said if found), default=0) + 1)


def measure_names(store: Store) -> dict[str, str]:
    """Every measure on record: its name by its code, in the order of names."""
    frame = store.current("measures").sort_values("measure")
    return dict(zip(frame["code"], frame["measure"], strict=True))


def asked_book(store: Store, view: View, asked: Asked, day: date) -> bytes:
    """A workbook with one new challenge or decision, raised on `day`."""
    row: Row = {
        "Number": next_number(store),
        "Raised on": day,
        "Meeting": asked.meeting,
        "Ref": asked.ref,
        "Measure": asked.measure,
        "Raised by": asked.by,
        "Agency asked": asked.of,
        "Question": asked.question,
        "Due": asked.due,
        "State": OPEN,
        "Kind": asked.kind,
    }
    return _book(store, view, "Challenges", [row], day)


def answered_book(store: Store, view: View, answered: Answered, day: date) -> bytes:
    """A workbook that answers a challenge; what else is on record of it stays as it is.

    Raises NotFound where there is no such challenge.
    """
    frame = store.current("challenges")
    own = frame[frame["challenge_number"] == answered.number]
    if own.empty:
        raise NotFound(f"There is no challenge {answered.number} on record.")
    known = own.iloc[0]
    row: Row = {
        "Number": answered.number,
        "Raised on": date.fromisoformat(str(known["raised_on"])),
        "Plan": known["plan"],
        "Raised by": str(known["raised_by"]),
        "Question": str(known["question"]),
        "Answer": answered.answer,
        "Answered on": day,
        "State": answered.state,
    }
    return _book(store, view, "Challenges", [row], day)


def attendance_book(store: Store, view: View, group: str, came: Sequence[Came], day: date) -> bytes:
    """A workbook with who came to a group's meeting on `day`."""
    rows: list[Row] = [
        {
            "Group": group,
            "Date": day,
            "Agency": each.agency,
            "Attended": each.attended,
            "Role attending": each.role,
        }
        for each in came
    ]
    return _book(store, view, "Meetings", rows, day)


class LookFirst(EscpError):
    """Nothing is stored yet: there is something to look at first, a sentence each."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def record(
    store: Store, content: bytes, by: str, day: date, looked_at: Sequence[str] = ()
) -> Receipt:
    """Check what was recorded as any workbook is checked, and store it; `by` is a role.

    `looked_at` has the warnings' sentences that a person has read and leaves as they are. Raises
    LookFirst with those that are new, and EscpError with the errors'; nothing is stored then.
    """
    checked = check_workbook(content, f"recorded-{day}.xlsx", store)
    if checked.errors:
        raise EscpError(" ".join(said(checked.errors)))
    to_look_at = said(checked.warnings)
    if not set(to_look_at) <= set(looked_at):
        raise LookFirst(to_look_at)
    return append(store, checked, by)


def said(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The problems' sentences, without the places in a workbook that nobody sees."""
    return tuple(each.message.removeprefix(f"{each.sheet}!{each.cell}: ") for each in problems)


def _book(store: Store, view: View, name: str, rows: Sequence[Row], day: date) -> bytes:
    """A workbook whose Cover names the day's quarter and the view's plan, with one sheet."""
    book = new_book()
    cover = book.worksheets[0]
    cover.title = contract.COVER_SHEET
    facts = {
        "Period": str(quarter_of(day)),
        "Agency": contract.ALL_AGENCIES,
        "Plan": resolve(read(store), view),
        "Contract version": contract.VERSION,
    }
    for line, (label, words) in enumerate(facts.items(), start=1):
        put_text(cover, line, 1, label)
        put_text(cover, line, 2, words or "")
    page = book.create_sheet(name)
    named = {heading for row in rows for heading in row}
    headings = [each.name for each in contract.sheet(name).columns if each.name in named]
    for at, heading in enumerate(headings, start=1):
        put_text(page, 1, at, heading)
        for number, row in enumerate(rows, start=2):
            put(page.cell(number, at), row.get(heading))
    return saved(book)

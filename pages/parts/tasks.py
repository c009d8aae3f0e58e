"""What became of each file that was chosen, in words; nothing is drawn here but how far it is."""

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from escp_data.errors import WorkbookRefused
from escp_data.model import Checked, Problem
from escp_data.records.changes import SheetChanges, changes
from escp_data.records.grouped import in_few_words
from escp_data.records.together import InTurn, Turns, in_order, in_turn
from escp_data.records.uploads import find_standing_copy, history
from escp_data.store.database import Store
from escp_data.text.wording import plural
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words, said_in
from escp_data.trackers.desk import understand
from pages.parts.answers import ask, check, store, version
from pages.parts.chosen import ChosenFile
from pages.parts.pieces import plain
from pages.parts.problems import unticked_of
from pages.parts.storing import Ready, Tracker, is_stopped, rows_digest, stored_here
from pages.parts.tracker import answers_of

NOT_OURS = {"S06", "K01"}
"""Rules that a workbook breaks which was not made from the template: no sheet of it, no Cover."""
NOT_READ = {"W36", "W37"}
"""Rules about sheets and columns that are none of ours."""
PLAN_SHEETS = {"Plans", "Agencies", "Priorities", "Actions", "Measures"}
PLAN, RETURN, BOTH = "Plan", "Template return", "Template return that changes the plan"
TRACKER, OTHER = "Agency's own tracker", "Something else"
_LOOKED = "_looked"

Tone = Literal["ready", "look", "wrong", "ask", "done"]


@dataclass(frozen=True)
class Task:
    """A file on the list: what it is, whose, how it stands, and what storing it would change.

    `period` and `agency` are empty where nothing says them. Of `checked`, `found`, `refusal` and
    `upload_id` each is there as far as the file came; `ready` where it can be stored.
    """

    file: ChosenFile
    what: str
    state: str
    tone: Tone
    agency: str = ""
    period: str = ""
    checked: Checked | None = None
    changes: tuple[SheetChanges, ...] = ()
    found: Understood | None = None
    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    upload_id: int | None = None
    ready: Ready | None = None
    may_be_own: bool = False

    @property
    def changes_words(self) -> str:
        """What storing it would change; nothing where it cannot be stored."""
        return in_few_words(self.changes) if self.ready else ""


@dataclass(frozen=True)
class _Looked:
    """The files that are not stored yet, in order and by hash; `state` says what it rests on."""

    state: int
    turns: dict[str, InTurn | WorkbookRefused]
    rows: dict[str, str]


def look_at(files: list[ChosenFile]) -> list[Task]:
    """Each file's task, in the order in which they are stored; stored ones last.

    Files are checked as the record will stand once those before them are stored.
    """
    standing = {each.sha256: find_standing_copy(store(), each.sha256) for each in files}
    new = [each for each in files if standing[each.sha256] is None and each.content]
    looked = _looked_at(new)
    place = {sha256: at for at, sha256 in enumerate(looked.turns)}
    ordered = sorted(files, key=lambda each: place.get(each.sha256, len(files)))
    first: dict[str, str] = {}
    tasks = []
    for each in ordered:
        if each.sha256 in first:
            words = f"The same file as {first[each.sha256]}"
            tasks.append(Task(each, "", words, "done"))
        elif upload_id := standing[each.sha256]:
            tasks.append(_stored(each, upload_id))
        elif not each.content:
            tasks.append(Task(each, "", "Withdrawn since. Choose the file again", "ask"))
        else:
            tasks.append(_task(each, looked))
        first.setdefault(each.sha256, each.name)
    return tasks


def forget_looks() -> None:
    """Let go of what was read of the files."""
    st.session_state.pop(_LOOKED, None)


def _looked_at(files: list[ChosenFile]) -> _Looked:
    """What was found when the same files were looked at last; else each is checked, with one line
    of progress over all of them.
    """
    state = hash((version(), *((each.name, each.sha256) for each in files)))
    looked: _Looked | None = st.session_state.get(_LOOKED)
    if looked is not None and looked.state == state:
        return looked
    different = {each.content: each for each in reversed(files)}
    line = st.progress(0.0)
    named = in_order([(each.name, each.content) for each in reversed(different.values())])
    order = [different[content] for _, content in named]
    turns: dict[str, InTurn | WorkbookRefused] = {}
    with closing(in_turn(store(), named)) as each_turn:
        for number, each in enumerate(order):
            of = f"{number + 1} of {len(order)}: " if len(order) > 1 else ""
            line.progress(number / len(order), f"Checking {of}{plain(each.name)}")
            turns[each.sha256] = _turn(each, each_turn)
    line.empty()
    rows = {
        sha256: rows_digest(turn.checked)
        for sha256, turn in turns.items()
        if isinstance(turn, InTurn)
    }
    looked = _Looked(state, turns, rows)
    st.session_state[_LOOKED] = looked
    return looked


def _turn(file: ChosenFile, turns: Turns) -> InTurn | WorkbookRefused:
    """The next file's check; of a tracker, what it is taken for is found out, too."""
    turn = next(turns)
    if isinstance(turn, InTurn) and _codes(turn.checked) & NOT_OURS:
        with suppress(WorkbookRefused):
            ask(understand, file.content, file.name, answers_of(file.key))
    return turn


def _stored(file: ChosenFile, upload_id: int) -> Task:
    """One that is in the dashboard: since just now, or since before."""
    uploads = ask(history)
    upload = uploads[uploads["upload_id"] == upload_id].iloc[0]
    mine = stored_here().get(file.sha256) == upload_id
    state = f"{'Stored just now' if mine else 'Already stored'} as upload {upload_id}"
    agency, period = (str(upload[name] or "") for name in ("agency", "period"))
    return Task(file, "", state, "done", agency, period, upload_id=upload_id)


def _task(file: ChosenFile, looked: _Looked) -> Task:
    turn = looked.turns[file.sha256]
    if isinstance(turn, WorkbookRefused):
        return Task(file, OTHER, "Not opened", "wrong", refusal=str(turn))
    checked = turn.checked
    may_be_own = _may_be_own(checked)
    if may_be_own and is_own(file.key, checked):
        return _tracker(file)
    task = Task(
        file,
        what_it_is(checked),
        "",
        "wrong",
        checked.cover.agency or "",
        checked.cover.period or "",
        checked,
        turn.changes,
        problems=checked.errors,
        may_be_own=may_be_own,
    )
    if checked.errors:
        return replace(task, state=_send_back(len(checked.errors)))
    return _to_store(task, checked, checked.warnings, looked.rows[file.sha256])


def _to_store(
    task: Task,
    checked: Checked,
    warnings: tuple[Problem, ...],
    rows: str,
    tracker: Tracker | None = None,
) -> Task:
    """A workbook without errors: it can be stored, once its warnings were looked at."""
    unticked = unticked_of(warnings, task.file.key)
    ready = Ready(checked, tracker, unticked, rows)
    if is_stopped(task.file.sha256):
        return replace(task, state="Not stored: it would give numbers away", ready=ready)
    if unticked:
        words = f"Can be stored; look at {plural(unticked, 'thing')} first"
        return replace(task, state=words, tone="look", ready=ready)
    return replace(task, state="Can be stored", tone="ready", ready=ready)


def _tracker(file: ChosenFile) -> Task:
    """An agency's own: asked about, then checked and confirmed as any."""
    found = ask(understand, file.content, file.name, answers_of(file.key))
    task = Task(
        file,
        TRACKER,
        "",
        "ask",
        found.agency or "",
        found.period or "",
        found=found,
        may_be_own=True,
    )
    if found.refused:
        return replace(task, state="Looks like records of children: send it back", tone="wrong")
    if found.open:
        number = sum(len(each.open) for each in found.open)
        return replace(task, state=f"{plural(number, 'question')} to answer")
    if not found.rows:
        return replace(task, state="Nothing of it would be stored")
    checked = check(ask(converted_workbook, found), file.name, said_in(found))
    problems = in_own_words(found, checked.errors)
    if problems:
        state = _send_back(len(problems))
        return replace(task, state=state, tone="wrong", checked=checked, problems=problems)
    warnings = in_own_words(found, checked.warnings)
    tracker = Tracker(file.content, found.sha256, found, answers_of(file.key), warnings)
    task = replace(task, checked=checked, changes=ask(changes, checked))
    return _to_store(task, checked, warnings, rows_digest(checked), tracker)


def converted_workbook(store: Store, found: Understood) -> bytes:  # noqa: ARG001 - ask gives it the store
    """`as_workbook`, kept by `ask` for as long as nothing it is made from changes."""
    return as_workbook(found, found.period, found.agency)


def what_it_is(checked: Checked) -> str:
    """A plan, a return on our template, or both in one workbook."""
    filled = {name for name, rows in checked.rows.items() if rows.values}
    if not filled & PLAN_SHEETS:
        return RETURN
    return BOTH if filled - PLAN_SHEETS - {"Population"} else PLAN


def own_key(key: str) -> str:
    """The switch that has a file read by its own headings."""
    return f"own-{key}"


def is_own(key: str, checked: Checked) -> bool:
    """Whether it is read by its own headings: none of our sheets is in it, or somebody says so."""
    return bool(st.session_state.get(own_key(key), bool(_codes(checked) & NOT_OURS)))


def _may_be_own(checked: Checked) -> bool:
    """Whether that is offered: also where sheets or columns were not read, as of an agency's own
    Actions with a RAG.
    """
    codes = _codes(checked)
    unread = NOT_READ & {problem.code for problem in checked.warnings}
    return bool(codes or unread) and not any(code.startswith("G") for code in codes)


def _codes(checked: Checked) -> set[str]:
    return {problem.code for problem in checked.errors}


def _send_back(number: int) -> str:
    return f"{plural(number, 'problem')}: send it back"

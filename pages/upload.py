"""The upload desk: choose, check, store. Nothing is stored that was not confirmed here."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.access.permits import Doing
from escp_data.errors import WorkbookRefused
from escp_data.model import Checked
from escp_data.plan.actions import quarters
from escp_data.records.changes import changes
from escp_data.records.together import checked_together, in_order
from escp_data.records.uploads import find_standing_copy, history
from escp_data.returns.template import template
from escp_data.store.database import Store
from escp_data.text.wording import day_words, plural
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words, said_in
from escp_data.trackers.desk import understand
from pages.parts import gate, links, names
from pages.parts.answers import ask, check, store, version
from pages.parts.differences import show_differences
from pages.parts.frame import as_at
from pages.parts.pieces import plain, show_table, wide_tables
from pages.parts.problems import acknowledge, send_back, show_errors, show_findings
from pages.parts.storing import Ready, Tracker, forget_others, store_them, stored_here
from pages.parts.tracker import answers_of, bring

NOT_OURS = {"S06", "K01"}
"""Rules that a workbook breaks which was not made from the template: no sheet of it, no Cover."""
NOT_READ = {"W36", "W37"}
"""Rules about sheets and columns that are none of ours."""
_CHECKED = "_checked_all"


@dataclass(frozen=True)
class Outcome:
    """What became of one file, what to do next, and what is ready to be stored of it."""

    result: str
    next: str
    ready: Ready | None = None


def choose() -> list[tuple[str, bytes]]:
    """The files put in, by name and content; and the template for those who have none yet."""
    st.subheader("1 Choose", divider="gray")
    files, help_ = st.columns([3, 2], gap="large")
    with files:
        chosen = st.file_uploader(
            "Workbooks, as many as you have",
            type="xlsx",
            accept_multiple_files=True,
            key=names.FILES,
        )
    with help_:
        st.text("No workbook yet? Fill in the template: its lists and notes say what goes where.")
        st.download_button(
            "Download the empty template",
            data=partial(template, store=store()),
            file_name="escp-return-template.xlsx",
            mime=names.XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
    return [(file.name, file.getvalue()) for file in chosen]


def check_all(files: list[tuple[str, bytes]]) -> None:
    """Check every file, with one line of progress over all of them; the answers are kept."""
    different = {content: name for name, content in reversed(files)}
    state = hash((version(), *sorted(map(hash, different))))
    if st.session_state.get(_CHECKED) == state:
        return
    line = st.progress(0.0)
    for number, (content, name) in enumerate(reversed(different.items())):
        of = f"{number + 1} of {len(different)}: " if len(different) > 1 else ""
        line.progress(number / len(different), f"Checking {of}{plain(name)}")
        with suppress(WorkbookRefused):
            if broken_rules(check_of(name, content, files)) & NOT_OURS:
                ask(understand, content, name, {})
    line.empty()
    st.session_state[_CHECKED] = state


def check_of(name: str, content: bytes, files: list[tuple[str, bytes]]) -> Checked:
    """A file's check, as the record will stand with those that go before it, where there are any.

    Raises WorkbookRefused.
    """
    different = tuple({each: file for file, each in reversed(files)}.items())
    if len(different) > 1:
        chosen = tuple((file, each) for each, file in different)
        found = ask(checked_together, chosen).get(hashlib.sha256(content).hexdigest())
        if found is not None:
            return found
    return check(content, name)


def overview(files: list[tuple[str, bytes]], outcomes: list[Outcome]) -> None:
    """Several files at a glance: what became of each, and what to do next."""
    pairs = zip(files, outcomes, strict=True)
    rows = [(name, outcome.result, outcome.next) for (name, _), outcome in pairs]
    heads = ["File", "Result", "What to do next"]
    show_table(
        pd.DataFrame(rows, columns=heads), alt=f"{plural(len(rows), 'file')}, what to do next"
    )


def examine(
    name: str, content: bytes, same_as: str | None, files: list[tuple[str, bytes]]
) -> Outcome:
    """One file's own result, in a box of its own; `same_as` names a file with the same bytes."""
    with st.container(border=True):
        st.markdown(f"**{plain(name)}**")
        if same_as is not None:
            st.info(f"The same file as {plain(same_as)}, above.", icon=":material/content_copy:")
            return Outcome(f"The same file as {same_as}", "Nothing")
        try:
            return show_result(name, content, files)
        except WorkbookRefused as refusal:
            st.error(plain(refusal), icon=":material/block:", title="This file was not opened")
            return Outcome("Not opened", "Read why below, and ask for another file")


def show_result(name: str, content: bytes, files: list[tuple[str, bytes]]) -> Outcome:
    """Stored, problems to put right, or what it changes. Raises WorkbookRefused."""
    checked = check_of(name, content, files)
    upload_id = find_standing_copy(store(), checked.sha256)
    if upload_id:
        return show_stored(upload_id, checked.sha256)
    if own_format(checked):
        return bring_tracker(name, content)
    if checked.errors:
        show_errors(checked)
        return Outcome(
            f"{plural(len(checked.errors), 'problem')} to put right", "Send the marked copy back"
        )
    return show_changes(checked)


def show_stored(upload_id: int, sha256: str) -> Outcome:
    """That it is in the store, since when, and the ways to what it brought."""
    uploads = ask(history)
    upload = uploads[uploads["upload_id"] == upload_id].iloc[0]
    period = str(upload["period"])
    if stored_here().get(sha256) == upload_id:
        result = f"Stored just now as upload {upload_id}"
        st.success(f"{result}.", icon=":material/check:")
    else:
        day = day_words(str(upload["uploaded_at"])[:10])
        result = f"Already stored on {day} as upload {upload_id}"
        st.info(f"{result}; nothing was stored again.", icon=":material/check:")
    with st.container(horizontal=True):
        if period in map(str, ask(quarters)):
            glance = {names.PERIOD: period}
            links.link(names.GLANCE, f"See {period}", glance)
        there = {names.ONE_UPLOAD: str(upload_id)}
        label = f"Upload {upload_id} in the history"
        links.link(names.HISTORY, label, there)
    return Outcome(result, "Nothing")


def broken_rules(checked: Checked) -> set[str]:
    """The codes of the errors."""
    return {problem.code for problem in checked.errors}


def own_format(checked: Checked) -> bool:
    """Whether to read it by its own headings: none of our sheets is in it, or somebody says so.

    It is offered, too, where sheets or columns were not read: an agency's own Actions, with a RAG.
    """
    codes = broken_rules(checked)
    unread = NOT_READ & {problem.code for problem in checked.warnings}
    if not (codes or unread) or any(code.startswith("G") for code in codes):
        return False
    return st.toggle(
        "This is the agency's own tracker: read it by its own headings",
        value=bool(codes & NOT_OURS),
        key=f"own-{checked.sha256[:12]}",
    )


def bring_tracker(name: str, content: bytes) -> Outcome:
    """A tracker of the agency's own: asked about, then checked and confirmed as any."""
    key = hashlib.sha256(content).hexdigest()[:12]
    found = bring(content, name, key)
    if found.refused:
        return Outcome("Looks like records of children", "Send it back to have them taken out")
    if found.open:
        count = plural(sum(len(each.open) for each in found.open), "question")
        return Outcome(f"The agency's own tracker, {count}", "Answer what is asked")
    if not found.rows:
        st.text("Nothing of this file would be stored.")
        return Outcome("The agency's own tracker", "Say what its tables are, or send it back")
    converted = ask(converted_workbook, found)
    checked = check(converted, name, said_in(found))
    problems = in_own_words(found, checked.errors)
    if problems:
        st.error("Put these right in the answers above or in the tracker.", icon=":material/error:")
        show_findings(problems, f"Problems in {name}")
        count = plural(len(problems), "problem")
        return Outcome(f"{count} to put right", "Answer otherwise, or send it back")
    warnings = in_own_words(found, checked.warnings)
    return show_changes(checked, Tracker(content, found.sha256, found, answers_of(key), warnings))


def converted_workbook(store: Store, found: Understood) -> bytes:  # noqa: ARG001 - ask gives it the store
    """`as_workbook`, kept by `ask` for as long as nothing it is made from changes."""
    return as_workbook(found, found.period, found.agency)


def show_changes(checked: Checked, tracker: Tracker | None = None) -> Outcome:
    """What storing it would do, and the warnings to acknowledge."""
    cover = checked.cover
    words = f"{cover.agency or 'No agency'}, {cover.period or 'no period'}"
    warnings = (tracker or checked).warnings
    if warnings:
        count = plural(len(warnings), "thing")
        st.warning(f"{count} to look at first: {plain(words)}.", icon=":material/fact_check:")
    else:
        st.success(f"No problems found: {plain(words)}.", icon=":material/fact_check:")
    unticked = acknowledge(warnings, (tracker or checked).sha256[:12])
    show_differences(ask(changes, checked))
    if checked.warnings and not tracker:
        send_back(checked)
    ready = Ready(checked, tracker, unticked)
    count = plural(len(warnings), "warning")
    if unticked:
        return Outcome(f"{count} to look at", "Tick each warning, then store it", ready)
    return Outcome(f"No problems, {count}" if warnings else "No problems", "Store it", ready)


def in_given_order(store: Store, files: tuple[tuple[str, bytes], ...]) -> list[tuple[str, bytes]]:  # noqa: ARG001 - ask gives it the store
    """The files in the order in which they are stored: the plan first, then by quarter."""
    return in_order(files)


def desk() -> None:
    """The three steps: choose, check, store."""
    chosen = choose()
    if len(chosen) > 1:
        chosen = ask(in_given_order, tuple(chosen))
    forget_others(chosen)
    st.subheader("2 Check", divider="gray")
    outcomes: list[Outcome] = []
    if chosen:
        glance = st.container()
        check_all(chosen)
        first: dict[bytes, str] = {}
        for file_name, content in chosen:
            outcomes.append(examine(file_name, content, first.get(content), chosen))
            first.setdefault(content, file_name)
        if len(chosen) > 1:
            with glance:
                overview(chosen, outcomes)
    else:
        st.text(
            "Each file you choose is checked here: its problems first, then what it would change."
        )
    store_them([outcome.ready for outcome in outcomes if outcome.ready], chosen=bool(outcomes))


gate.require_page(Doing.UPLOAD)
st.title("Upload agencies' returns")
wide_tables()
if as_at():
    st.info("Workbooks are stored today, not in the past. Go back to today to upload.")
else:
    desk()

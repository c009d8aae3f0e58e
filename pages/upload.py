"""The upload desk: choose, check, store. Nothing is stored that was not confirmed here."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.errors import EscpError, WorkbookRefused
from escp_data.model import Checked, Problem
from escp_data.plan.actions import quarters
from escp_data.records.changes import changes
from escp_data.records.together import checked_together, in_order
from escp_data.records.uploads import append, find_standing_copy, history
from escp_data.returns.template import template
from escp_data.store.database import Store
from escp_data.text.wording import day_words, plural
from escp_data.trackers.answers import Understood
from escp_data.trackers.conversion import as_workbook, in_own_words, said_in
from escp_data.trackers.desk import propose
from escp_data.trackers.mapping import Mapping
from escp_data.trackers.memory import remember
from escp_data.validation.checks import check_workbook
from pages.parts import links, names
from pages.parts.answers import ask, check, store, version
from pages.parts.differences import show_differences
from pages.parts.frame import as_at
from pages.parts.pieces import plain, show_table, wide_tables
from pages.parts.problems import acknowledge, digest, send_back, show_errors, show_findings
from pages.parts.tracker import cover, understand

NOT_OURS = {"S06", "K01"}
"""Rules that a workbook breaks which was not made from the template: no sheet of it, no Cover."""
CHANGED = (
    "What would be stored has changed since you looked at it, and nothing was stored. Look at its "
    "changes once more, then confirm."
)
MEANWHILE = (
    "Somebody else changed the store meanwhile, and nothing was stored. What this workbook would "
    "change is shown anew: look at it once more, then confirm."
)
_STORED, _CHECKED = "_stored_here", "_checked_all"


@dataclass(frozen=True)
class Tracker:
    """The agency's own file behind a converted workbook, and the mappings that were confirmed.

    `warnings` are the converted workbook's, placed in the agency's own cells.
    """

    content: bytes
    sha256: str
    mappings: tuple[Mapping, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Ready:
    """A workbook without problems, to be confirmed once no warning is left `unticked`."""

    checked: Checked
    tracker: Tracker | None
    unticked: int

    @property
    def sha256(self) -> str:
        """The hash of the file that was chosen."""
        return (self.tracker or self.checked).sha256


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
                ask(propose, content, name)
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
    if st.session_state.setdefault(_STORED, {}).get(sha256) == upload_id:
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
    """Whether to read it by its own headings: none of our sheets is in it, or somebody says so."""
    codes = broken_rules(checked)
    if not codes or any(code.startswith("G") for code in codes):
        return False
    return st.toggle(
        "This is the agency's own tracker: read it by its own headings",
        value=bool(codes & NOT_OURS),
        key=f"own-{checked.sha256[:12]}",
    )


def bring_tracker(name: str, content: bytes) -> Outcome:
    """A tracker of the agency's own: understood, corrected, then checked and confirmed as any."""
    found = understand(content, name)
    if found is None:
        return Outcome("Looks like records of children", "Send it back to have them taken out")
    proposal, meant = found
    period, agency = cover(proposal)
    if not (meant.rows and period and agency):
        st.text("Choose the quarter and the agency to go on.")
        return Outcome("The agency's own tracker", "Choose its quarter and its agency")
    converted = ask(converted_workbook, meant, period, agency)
    checked = check(converted, name, said_in(meant))
    problems = in_own_words(meant, checked.errors)
    if problems:
        st.error("Put these right in the lists above or in the tracker.", icon=":material/error:")
        show_findings(problems, f"Problems in {name}")
        count = plural(len(problems), "problem")
        return Outcome(f"{count} to put right", "Choose otherwise from its lists, or send it back")
    warnings = in_own_words(meant, checked.warnings)
    return show_changes(checked, Tracker(content, proposal.sha256, meant.mappings, warnings))


def converted_workbook(store: Store, meant: Understood, period: str, agency: str) -> bytes:  # noqa: ARG001 - ask gives it the store
    """`as_workbook`, kept by `ask` for as long as nothing it is made from changes."""
    return as_workbook(meant, period, agency)


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


def store_them(outcomes: list[Outcome]) -> None:
    """Who stores, and a confirm for each file that has no problems."""
    st.subheader("3 Store", divider="gray")
    ready = [outcome.ready for outcome in outcomes if outcome.ready]
    if not ready:
        st.text(
            "None of these files is waiting to be stored."
            if outcomes
            else "Nothing is stored until you confirm it here, file by file."
        )
        return
    by = st.text_input(
        "Your role", value="Business unit", key="by", max_chars=80, width=300
    ).strip()
    several = [each for each in ready if not each.unticked]
    if len(several) > 1:
        label = f"Store these {len(several)} workbooks, in this order"
        if st.button(label, type="primary", key="store-all", disabled=not by):
            keep_all(several, by)
    for each in ready:
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.button(
                "Store this workbook",
                type="primary",
                key=f"store-{each.sha256[:12]}",
                disabled=bool(each.unticked) or not by,
                help="Tick every warning first." if each.unticked else None,
            )
            st.text(each.checked.file)
        confirm(each, by, pressed=pressed and bool(by))


def confirm(ready: Ready, by: str, *, pressed: bool) -> None:
    """Store it where the button was pressed.

    What was shown is what is confirmed: where the store, or what was understood of a tracker, has
    changed since the last run drew the changes, nothing is stored, and the new changes are there
    to look at.
    """
    shown = f"_shown-{ready.sha256[:12]}"
    rows = digest(repr([(name, each.values) for name, each in ready.checked.rows.items()]))
    seen_version, seen_rows = st.session_state.get(shown, ("", ""))
    if not pressed and ready.unticked and seen_version not in ("", version()):
        st.info(MEANWHILE, icon=":material/sync:")
    if pressed:
        try:
            if rows != seen_rows or ready.unticked:
                raise EscpError(CHANGED)
            keep(ready, by, seen_version)
        except EscpError as problem:
            st.error(plain(problem))
        else:
            st.rerun()
    st.session_state[shown] = (version(), rows)


def keep_all(several: list[Ready], by: str) -> None:
    """Store one after the other; the first that cannot be stored as it was shown stops the rest."""
    for each in several:
        try:
            keep(each, by, store().version())
        except EscpError as problem:
            st.error(plain(problem))
            return
    st.rerun()


def keep(ready: Ready, by: str, seen: str) -> None:
    """Store it; of a tracker, the agency's own file and how it was understood."""
    tracker = ready.tracker
    sent = tracker.content if tracker else None
    if tracker is None and seen == store().version() and not as_it_was_shown(ready):
        raise EscpError(CHANGED)
    receipt = append(store(), ready.checked, by, seen_version=seen, original=sent)
    if tracker:
        remember(store(), tracker.mappings, by)
    if not receipt.already_stored:
        st.session_state.setdefault(_STORED, {})[ready.sha256] = receipt.upload_id


def as_it_was_shown(ready: Ready) -> bool:
    """Whether it would be stored as it was shown, now that its turn has come."""
    shown = ready.checked
    if find_standing_copy(store(), shown.sha256) is not None:
        return True
    now = check_workbook(shown.content, shown.file, store())
    warned = {problem.message for problem in shown.warnings}
    return (
        not now.errors
        and {name: rows.values for name, rows in now.rows.items()}
        == {name: rows.values for name, rows in shown.rows.items()}
        and {problem.message for problem in now.warnings} <= warned
    )


def forget_others(files: list[tuple[str, bytes]]) -> None:
    """What was stored just now is so for as long as its file stays among those chosen."""
    here = {hashlib.sha256(content).hexdigest() for _, content in files}
    stored: dict[str, int] = st.session_state.get(_STORED, {})
    st.session_state[_STORED] = {sha: number for sha, number in stored.items() if sha in here}


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
    store_them(outcomes)


st.title("Upload agencies' returns")
wide_tables()
if as_at():
    st.info("Workbooks are stored today, not in the past. Go back to today to upload.")
else:
    desk()

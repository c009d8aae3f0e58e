"""The upload desk: choose, check, store. Nothing is stored that was not confirmed here."""

import hashlib
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.annotate import annotate
from escp_data.checks import Checked
from escp_data.differences import changes
from escp_data.errors import EscpError, WorkbookRefused
from escp_data.phrases import plural
from escp_data.problems import Problem, place
from escp_data.reply import reply
from escp_data.store import Store
from escp_data.template import template
from escp_data.trackers.answers import Understood
from escp_data.trackers.desk import as_workbook, in_own_words, remember
from escp_data.trackers.mapping import Mapping
from escp_data.uploads import append, stored_as
from pages.parts import names
from pages.parts.answers import ask, check, store, version
from pages.parts.differences import show_differences
from pages.parts.frame import as_at
from pages.parts.pieces import plain, table
from pages.parts.tracker import cover, understand

MOST_LISTED = 300
NOT_OURS = {"S06", "K01"}
"""Rules that a workbook breaks which was not made from the template: no sheet of it, no Cover."""
CHANGED = (
    "What would be stored has changed since you looked at it, and nothing was stored. Look at its "
    "changes once more, then confirm."
)


@dataclass(frozen=True)
class Tracker:
    """The agency's own file behind a converted workbook, and the mappings that were confirmed.

    `warnings` are the converted workbook's, placed in the agency's own cells.
    """

    content: bytes
    sha256: str
    mappings: tuple[Mapping, ...]
    warnings: tuple[Problem, ...]


def choose() -> list[tuple[str, bytes]]:
    """The files put in, by name and content; and the template for those who have none yet."""
    st.subheader("1 Choose", divider="gray")
    files, help_ = st.columns([3, 2], gap="large")
    with files:
        chosen = st.file_uploader(
            "Workbooks (.xlsx, up to 10 MB each), as many as you have", type="xlsx",
            accept_multiple_files=True, key=names.FILES,
        )  # fmt: skip
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


def examine(name: str, content: bytes, same_as: str | None) -> None:
    """One file's own result, in a box of its own; `same_as` names a file with the same bytes."""
    with st.container(border=True):
        st.markdown(f"**{plain(name)}**")
        if same_as is not None:
            st.info(f"The same file as {plain(same_as)}, above.", icon=":material/content_copy:")
            return
        try:
            show_result(name, content)
        except WorkbookRefused as refusal:
            st.error(plain(refusal), icon=":material/block:", title="This file was not opened")


def show_result(name: str, content: bytes) -> None:
    """Stored, problems to put right, or what it changes and a confirm. Raises WorkbookRefused."""
    checked = check(content, name)
    upload_id = stored_as(store(), checked.sha256)
    if upload_id:
        st.success(f"Stored as upload {upload_id}. The history shows it.", icon=":material/check:")
    elif own_format(checked):
        bring_tracker(name, content)
    elif checked.errors:
        show_errors(checked)
    else:
        show_changes(checked)


def own_format(checked: Checked) -> bool:
    """Whether to read it by its own headings: none of our sheets is in it, or somebody says so."""
    codes = {problem.code for problem in checked.errors}
    if not codes or any(code.startswith("G") for code in codes):
        return False
    return st.toggle(
        "This is the agency's own tracker: read it by its own headings",
        value=bool(codes & NOT_OURS), key=f"own-{checked.sha256[:12]}",
    )  # fmt: skip


def bring_tracker(name: str, content: bytes) -> None:
    """A tracker of the agency's own: understood, corrected, then checked and confirmed as any."""
    found = understand(content, name)
    if found is None:
        return
    proposal, meant = found
    period, agency = cover(proposal)
    if not (meant.rows and period and agency):
        st.text("Choose the quarter and the agency to go on.")
        return
    converted = ask(converted_workbook, meant, period, agency)
    checked = check(converted, name)
    problems = in_own_words(meant, checked.errors)
    if problems:
        st.error("Put these right in the lists above or in the tracker.", icon=":material/error:")
        findings(problems, f"Problems in {name}")
        return
    warnings = in_own_words(meant, checked.warnings)
    show_changes(checked, Tracker(content, proposal.sha256, meant.mappings, warnings))


def converted_workbook(store: Store, meant: Understood, period: str, agency: str) -> bytes:  # noqa: ARG001 - ask gives it the store
    """`as_workbook`, kept by `ask` for as long as nothing it is made from changes."""
    return as_workbook(meant, period, agency)


def show_errors(checked: Checked) -> None:
    """Every error at once, each with its cell and its remedy; then the warnings, and the reply."""
    count = plural(len(checked.errors), "problem")
    st.error(
        "Nothing was stored. Put them right in the workbook, save it, and choose it again.",
        title=f"{count} to put right", icon=":material/error:",
    )  # fmt: skip
    findings(checked.errors, f"{count} in {checked.file}")
    if checked.warnings:
        st.markdown(f"**{plural(len(checked.warnings), 'warning')} to look at**")
        findings(checked.warnings, f"Warnings in {checked.file}")
    send_back(checked)


def findings(problems: tuple[Problem, ...], alt: str) -> None:
    """Problems as a table: where, what and what to do, and the rule's code."""
    rows = [
        (p.sheet, p.cell or "whole sheet", without_place(p), p.code) for p in problems[:MOST_LISTED]
    ]
    table(pd.DataFrame(rows, columns=["Sheet", "Cell", "What to do", "Rule"]), alt=alt)
    if len(problems) > MOST_LISTED:
        st.caption(f"The first {MOST_LISTED} of {len(problems):,}; the marked copy lists all.")


def without_place(problem: Problem) -> str:
    """The sentence alone: its sheet and cell stand in columns of their own."""
    return problem.message.removeprefix(f"{place(problem.sheet, problem.cell)}: ")


def send_back(checked: Checked) -> None:
    """What goes back to the agency: the marked copy, and words for the e-mail."""
    key = checked.sha256[:12]
    with st.container(horizontal=True):
        st.download_button(
            "Download the marked copy",
            data=partial(annotate, checked.content, checked.problems),
            file_name=f"marked-{checked.file}",
            mime=names.XLSX,
            icon=":material/edit_note:",
            on_click="ignore",
            key=f"marked-{key}",
        )
    with st.expander("Words for the e-mail", icon=":material/mail:"):
        st.code(reply(checked), language=None, wrap_lines=True)


def show_changes(checked: Checked, tracker: Tracker | None = None) -> None:
    """What storing it would do, the warnings to acknowledge, and the confirm."""
    cover = checked.cover
    words = f"{cover.agency or 'No agency'}, {cover.period or 'no period'}"
    st.success(f"No problems found: {plain(words)}.", icon=":material/fact_check:")
    key = (tracker or checked).sha256[:12]
    seen = acknowledge((tracker or checked).warnings, key)
    show_differences(ask(changes, checked))
    confirm(checked, tracker, key, ready=seen)
    if checked.warnings and not tracker:
        send_back(checked)


def acknowledge(warnings: tuple[Problem, ...], key: str) -> bool:
    """Each warning with a box of its own; whether all of them are ticked.

    A tick is for one message: where another comes in its place, that one waits for its own.
    """
    if not warnings:
        return True
    st.markdown(f"**{plural(len(warnings), 'warning')} to look at, one by one**")
    ticked = [
        st.checkbox(
            f"{plain(warning.message)} ({warning.code})",
            key=f"seen-{key}-{number}-{digest(warning.message)}",
        )
        for number, warning in enumerate(warnings)
    ]
    return all(ticked)


def confirm(checked: Checked, tracker: Tracker | None, key: str, *, ready: bool) -> None:
    """Who stores it, and the one button that does.

    What was shown is what is confirmed: where the store, or what was understood of a tracker, has
    changed since the last run drew the changes, nothing is stored, and the new changes are there
    to look at.
    """
    shown = f"_shown-{key}"
    rows = digest(repr([(name, each.values) for name, each in checked.rows.items()]))
    who, button = st.columns([2, 3], vertical_alignment="bottom")
    by = who.text_input("Your role", value="Business unit", key=f"by-{key}", max_chars=80).strip()
    pressed = button.button(
        "Store this workbook", type="primary", key=f"store-{key}", disabled=not (ready and by),
        help=None if ready else "Tick every warning first.",
    )  # fmt: skip
    if pressed and ready and by:
        seen_version, seen_rows = st.session_state.get(shown, ("", ""))
        try:
            if rows != seen_rows:
                raise EscpError(CHANGED)
            keep(checked, tracker, by, seen_version)
        except EscpError as problem:
            st.error(plain(problem))
        else:
            st.rerun()
    st.session_state[shown] = (version(), rows)


def digest(text: str) -> str:
    """A short name for a text, which it does not give away."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def keep(checked: Checked, tracker: Tracker | None, by: str, seen: str) -> None:
    """Store it; of a tracker, the agency's own file and how it was understood."""
    if tracker is None:
        append(store(), checked, by, seen_version=seen)
    else:
        append(store(), checked, by, seen_version=seen, original=tracker.content)
        remember(store(), tracker.mappings, by)


def desk() -> None:
    """The three steps: choose, check, store."""
    chosen = choose()
    st.subheader("2 Check, then 3 store", divider="gray")
    if not chosen:
        st.text("Each file you choose is checked here, and nothing is stored until you confirm it.")
    first: dict[bytes, str] = {}
    for file_name, content in chosen:
        examine(file_name, content, first.get(content))
        first.setdefault(content, file_name)


st.title("Upload agencies' returns")
if as_at():
    st.info("Workbooks are stored today, not in the past. Go back to today to upload.")
else:
    desk()

"""The upload desk's last step: what is confirmed is stored, and nothing else."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from escp_data.access.permits import Doing
from escp_data.errors import EscpError, GivesAway
from escp_data.model import Checked, Problem
from escp_data.records.together import is_as_shown
from escp_data.records.uploads import append
from escp_data.text.clean import with_marks
from escp_data.trackers.answers import Understood
from escp_data.trackers.memory import remember
from pages.parts import gate
from pages.parts.answers import store, version
from pages.parts.pieces import plain
from pages.parts.problems import digest

CHANGED = (
    "What would be stored has changed since you looked at it, and nothing was stored. Look at its "
    "changes once more, then confirm."
)
MEANWHILE = (
    "Somebody else changed the store meanwhile, and nothing was stored. What this workbook would "
    "change is shown anew: look at it once more, then confirm."
)
_STORED = "_stored_here"
_STOPPED = "_stopped_here"
_MOST_SUMS = 6
"""How many sums that would be given away are named."""


@dataclass(frozen=True)
class Tracker:
    """The agency's own file behind a converted workbook, as it was understood, and the answers.

    `warnings` are the converted workbook's, placed in the agency's own cells.
    """

    content: bytes
    sha256: str
    found: Understood
    answers: dict[str, str]
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


def stored_here() -> dict[str, int]:
    """What was stored on this page: the upload's number, by the hash of the file."""
    stored: dict[str, int] = st.session_state.setdefault(_STORED, {})
    return stored


def store_them(ready: list[Ready], *, chosen: bool) -> None:
    """Who stores, and a confirm for each file that has no problems; `chosen` says whether there
    are files at all.
    """
    st.subheader("3 Store", divider="gray")
    if not ready:
        st.text(
            "None of these files is waiting to be stored."
            if chosen
            else "Nothing is stored until you confirm it here, file by file."
        )
        return
    by = st.text_input(
        "Your role", value="Business unit", key="by", max_chars=80, width=300
    ).strip()
    several = [each for each in ready if not each.unticked and each.tracker is None]
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
            st.text(with_marks(each.checked.file))
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
        except GivesAway as problem:
            stopped_here()[ready.sha256] = version(), problem
        except EscpError as problem:
            st.error(plain(problem))
        else:
            st.rerun()
    st.session_state[shown] = (version(), rows)
    show_what_it_gives(ready, by, seen_version)


def stopped_here() -> dict[str, tuple[str, GivesAway]]:
    """Files that were stopped, by hash: the store's version then, and what would be given away."""
    stopped: dict[str, tuple[str, GivesAway]] = st.session_state.setdefault(_STOPPED, {})
    return stopped


def show_what_it_gives(ready: Ready, by: str, seen: str) -> None:
    """Why a file was stopped, and the two ways on: without the rows, or with the sums hidden.

    Nothing stands here once the store has changed: then the file is to be confirmed anew.
    """
    when, problem = stopped_here().get(ready.sha256, ("", None))
    if problem is None or when != version():
        return
    key = ready.sha256[:12]
    with st.container(border=True):
        st.error(plain(problem), icon=":material/visibility_off:")
        for each in problem.sums[:_MOST_SUMS]:
            st.text(each)
        if len(problem.sums) > _MOST_SUMS:
            st.text(f"and {len(problem.sums) - _MOST_SUMS} more")
        st.text("To leave the rows out, take them out of the workbook and choose that file above.")
        read = st.checkbox(
            "I have read which numbers could be worked out, and by whom.", key=f"gives-{key}"
        )
        label = "Store it and keep these sums hidden"
        if st.button(label, key=f"hide-{key}", disabled=not (read and by and not ready.unticked)):
            try:
                keep(ready, by, seen, hide=True)
            except EscpError as other:
                st.error(plain(other))
            else:
                st.rerun()


def keep_all(several: list[Ready], by: str) -> None:
    """Store one after the other; the first that cannot be stored as it was shown stops the rest."""
    for each in several:
        try:
            keep(each, by, store().version())
        except GivesAway as problem:
            stopped_here()[each.sha256] = version(), problem
            return
        except EscpError as problem:
            st.error(plain(problem))
            return
    st.rerun()


def keep(ready: Ready, by: str, seen: str, *, hide: bool = False) -> None:
    """Store it; of a tracker, the agency's own file and how it was understood.

    With `hide` it is stored though it gives numbers away, and those sums are hidden.
    """
    gate.require(Doing.UPLOAD)
    tracker = ready.tracker
    sent = tracker.content if tracker else None
    if tracker is None and seen == store().version() and not is_as_shown(store(), ready.checked):
        raise EscpError(CHANGED)
    receipt = append(store(), ready.checked, by, seen_version=seen, original=sent, keep_hidden=hide)
    if tracker:
        remember(store(), tracker.found, tracker.answers, by)
    if not receipt.already_stored:
        stored_here()[ready.sha256] = receipt.upload_id


def forget_others(files: list[tuple[str, bytes]]) -> None:
    """What was stored just now is so for as long as its file stays among those chosen."""
    here = {hashlib.sha256(content).hexdigest() for _, content in files}
    stored = stored_here().items()
    st.session_state[_STORED] = {sha: number for sha, number in stored if sha in here}

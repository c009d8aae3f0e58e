"""The upload desk's last step: what is confirmed is stored, and nothing else."""

from dataclasses import dataclass

import streamlit as st

from escp_data.access.permits import Doing
from escp_data.errors import EscpError, GivesAway
from escp_data.model import Checked, Problem
from escp_data.records.together import is_as_shown
from escp_data.records.uploads import append
from escp_data.text.wording import plural
from escp_data.trackers.answers import Understood
from escp_data.trackers.memory import remember
from pages.parts import chosen, gate
from pages.parts.answers import store, version
from pages.parts.pieces import plain, show_lines
from pages.parts.problems import digest

CHANGED = (
    "What would be stored has changed since you looked at it, and nothing was stored. Look at its "
    "changes once more, then confirm."
)
MEANWHILE = (
    "Somebody else changed the dashboard meanwhile, and nothing was stored. What would change is "
    "shown anew: look at it once more, then confirm."
)
_STORED = "_stored_here"
_STOPPED = "_stopped_here"
_SHOWN = "_shown_here"
_JUST_NOW = "_stored_just_now"


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
    """A workbook without problems, to be confirmed once no warning is left `unticked`.

    `rows` stands for all that would be stored: what is confirmed is held to what was shown by it.
    """

    checked: Checked
    tracker: Tracker | None
    unticked: int
    rows: str

    @property
    def sha256(self) -> str:
        """The hash of the file that was chosen."""
        return (self.tracker or self.checked).sha256


def rows_digest(checked: Checked) -> str:
    """A short name for all the rows of a workbook."""
    return digest(repr([(name, each.values) for name, each in checked.rows.items()]))


def stored_here() -> dict[str, int]:
    """What was stored on this page: the upload's number, by the hash of the file."""
    stored: dict[str, int] = st.session_state.setdefault(_STORED, {})
    return stored


def seen_of(ready: Ready) -> tuple[str, str] | None:
    """The version and the rows that the last run showed; None where it did not show the file."""
    return _shown().get(ready.sha256)


def _shown() -> dict[str, tuple[str, str]]:
    """What the last run showed of each file, by its hash."""
    shown: dict[str, tuple[str, str]] = st.session_state.setdefault(_SHOWN, {})
    return shown


def confirm(ready: Ready, by: str, *, pressed: bool) -> None:
    """Store it where the button was pressed.

    What was shown is what is confirmed: where the record, or what was understood of a tracker, has
    changed since the last run drew the changes, nothing is stored, and the new changes are there
    to look at.
    """
    seen = seen_of(ready)
    seen_version = seen[0] if seen else version()
    if not pressed and ready.unticked and seen_version != version():
        st.info(MEANWHILE, icon=":material/sync:")
    if pressed:
        try:
            if seen is None or ready.rows != seen[1] or ready.unticked:
                raise EscpError(CHANGED)
            keep(ready, by, seen_version)
        except GivesAway as problem:
            stopped_here()[ready.sha256] = version(), problem
        except EscpError as problem:
            st.error(plain(problem))
        else:
            st.rerun()
    _shown()[ready.sha256] = version(), ready.rows
    show_what_it_gives(ready, by, seen_version)


def stopped_here() -> dict[str, tuple[str, GivesAway]]:
    """Files that were stopped, by hash: the version then, and what would be given away."""
    stopped: dict[str, tuple[str, GivesAway]] = st.session_state.setdefault(_STOPPED, {})
    return stopped


def is_stopped(sha256: str) -> bool:
    """Whether a file was stopped because of what it gives away, and nothing changed since."""
    stopped = stopped_here()
    return sha256 in stopped and stopped[sha256][0] == version()


def show_what_it_gives(ready: Ready, by: str, seen: str) -> None:
    """Why a file was stopped, and the two ways on: without the rows, or with the sums hidden.

    Nothing stands here once the record has changed: then the file is to be confirmed anew.
    """
    if not is_stopped(ready.sha256):
        return
    problem = stopped_here()[ready.sha256][1]
    key = ready.sha256[:12]
    with st.container(border=True):
        st.error(plain(problem), icon=":material/visibility_off:")
        show_lines(problem.sums)
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
    """Store one after the other; the first that cannot be stored as it was shown stops the rest.

    Nothing is stored where one of them reads otherwise than the last run showed it.
    """
    if any(seen_of(each) != (version(), each.rows) for each in several):
        st.error(MEANWHILE, icon=":material/sync:")
        return
    stored, seen = 0, version()
    line = st.progress(0.0)
    for each in several:
        line.progress(stored / len(several), f"Storing {plain(each.checked.file)}")
        try:
            keep(each, by, seen)
        except GivesAway as problem:
            stopped_here()[each.sha256] = store().version(), problem
            _say(stored)
            break
        except EscpError as problem:
            _say(stored, plain(f"{each.checked.file} was not: {problem}"))
            break
        stored, seen = stored + 1, store().version()
    else:
        _say(stored)
    st.rerun()


def show_just_now() -> None:
    """What the button for all of them did, once."""
    said = st.session_state.pop(_JUST_NOW, None)
    if said:
        done, problem = said
        if done:
            st.success(f"{plural(done, 'file')} stored.", icon=":material/check:")
        if problem:
            st.error(problem)


def _say(stored: int, problem: str = "") -> None:
    st.session_state[_JUST_NOW] = stored, problem


def keep(ready: Ready, by: str, seen: str, *, hide: bool = False) -> None:
    """The one place where the desk writes: store it; of a tracker, the agency's own file and how
    it was understood.

    With `hide` it is stored though it gives numbers away, and those sums are hidden. Raises
    EscpError, and GivesAway, where nothing was stored.
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
    chosen.release(ready.sha256)
    _shown().clear()  # what was stored changes every other file's look: each is to be shown anew


def forget_others() -> None:
    """What was stored just now is so for as long as its file stays among those chosen."""
    here = {each.sha256 for each in chosen.files()}
    stored = stored_here().items()
    st.session_state[_STORED] = {sha: number for sha, number in stored if sha in here}

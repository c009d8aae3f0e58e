"""The files somebody has chosen to upload: they stay when another page is looked at.

Streamlit's uploader forgets its files with its page, so the session keeps them, until they are
stored or taken off the list: then nothing holds their bytes any more.
"""

import hashlib
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts import names

MOST_BYTES = 100_000_000
"""What one session may hold: ten workbooks of the largest size, or hundreds of the usual one."""
_LIST, _SEEN, _TURN, _LEFT = "_chosen", "_chosen_seen", "_chosen_turn", "_chosen_left"


@dataclass(frozen=True)
class ChosenFile:
    """A file by name, hash and bytes; `content` is empty once it is stored."""

    file_id: str
    name: str
    sha256: str
    content: bytes

    @property
    def key(self) -> str:
        """What its widgets are called by: the beginning of its hash."""
        return self.sha256[:12]


def files() -> list[ChosenFile]:
    """What is on the list, in the order in which it was chosen."""
    kept: list[ChosenFile] = st.session_state.setdefault(_LIST, [])
    return kept


def uploader() -> None:
    """The field that files are put into. It takes any kind: the checks say what one is."""
    key = _uploader_key()
    now = st.file_uploader(
        "Workbooks, as many as you have",
        accept_multiple_files=True,
        key=key,
        on_change=_take,
        args=(key,),
    )
    st.session_state[_SEEN] = [each.file_id for each in now]


def not_taken() -> list[str]:
    """Names of files that no room was left for, when something was chosen last."""
    left: list[str] = st.session_state.get(_LEFT, [])
    return left


def take_off(file_ids: list[str]) -> None:
    """Take files off the list, and let go of their bytes."""
    st.session_state[_LIST] = [each for each in files() if each.file_id not in file_ids]
    _let_go(file_ids)
    _new_uploader()


def release(sha256: str) -> None:
    """A file is stored: it stays on the list, and its bytes go."""
    same = [each for each in files() if each.sha256 == sha256]
    if any(each.content for each in same):
        st.session_state[_LIST] = [
            replace(each, content=b"") if each.sha256 == sha256 else each for each in files()
        ]
        _let_go([each.file_id for each in same])
        _new_uploader()


def _uploader_key() -> str:
    return f"{names.FILES}-{st.session_state.get(_TURN, 0)}"


def _new_uploader() -> None:
    """An empty field from the next run on; a field cannot be emptied otherwise."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_SEEN] = []


def _take(key: str) -> None:
    """Bring the list up to date with what was put into the field, or taken out of it."""
    now: list[UploadedFile] = st.session_state[key]
    seen: list[str] = st.session_state.get(_SEEN, [])
    gone = set(seen) - {each.file_id for each in now}
    kept = [each for each in files() if each.file_id not in gone]
    held, left = sum(len(each.content) for each in kept), []
    for file in now:
        content = file.getvalue()
        if file.file_id in seen:
            continue
        if held + len(content) > MOST_BYTES:
            left.append(file.name)
            continue
        held += len(content)
        sha256 = hashlib.sha256(content).hexdigest()
        kept.append(ChosenFile(file.file_id, file.name, sha256, content))
    st.session_state[_LIST], st.session_state[_LEFT] = kept, left


def _let_go(file_ids: list[str]) -> None:
    """Have the server forget uploads: it would keep them until the session ends.

    (Streamlit has no other way for a script than through the run's own context.)
    """
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file_id in file_ids:
            context.uploaded_file_mgr.remove_file(context.session_id, file_id)

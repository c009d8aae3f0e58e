"""Asks `escp_data` a question and keeps the answer for as long as the store does not change."""

import os
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from escp_data.access.questions import require_answer
from escp_data.disproportionality.comparison import Comparison
from escp_data.model import Checked
from escp_data.plan.actions import View
from escp_data.records.demonstration import is_demonstration, open_demonstration
from escp_data.store import idle
from escp_data.store.database import Store, open_store, refuse_emptied
from escp_data.validation.checks import check_workbook
from pages.parts.visitors import visitor

P = ParamSpec("P")
Answer = TypeVar("Answer")

_VERSION = "_store_version"
KEPT_OPEN = 8
"""How many connections to the store stay open between questions: as many as ask at one time."""

SaidRows = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
"""By sheet, the fields that each row says something in: a value that a cache can be keyed by."""


def ask(
    question: Callable[Concatenate[Store, P], Answer], *args: P.args, **kwargs: P.kwargs
) -> Answer:
    """What `question(store, …)` answers, from the cache where the store is as it was.

    The answer is a copy of its own: a page may do with it what it likes. Raises NotAllowed where
    this run's person may not be told.
    """
    require_answer(visitor(), question, args)
    name = f"{question.__module__}.{question.__qualname__}"
    return cast(Answer, _answered(question, name, str(store().path), version(), args, kwargs))


def store() -> Store:
    """The store this dashboard shows."""
    return _opened(os.environ.get("ESCP_DB", ""))


def note_version() -> None:
    """Look at the store once, at the start of a run: every answer of the run is of that version."""
    st.session_state[_VERSION] = store().version()


@st.cache_resource(max_entries=24, show_spinner=False)
def _checked(
    content: bytes,
    name: str,
    path: str,
    version: str,  # noqa: ARG001 - part of the cache key
    said: SaidRows,
) -> Checked:
    given = {sheet: [frozenset(fields) for fields in rows] for sheet, rows in said}
    return check_workbook(content, name, Store(Path(path)), given)


def version() -> str:
    """The store's version that every answer of this run is of."""
    noted: str = st.session_state[_VERSION]
    return noted


def check(
    content: bytes, name: str, said: Mapping[str, Sequence[Set[str]]] | None = None
) -> Checked:
    """A chosen workbook's check against the store as it is; raises WorkbookRefused.

    `said` has the fields that rows say something in, where their headings do not tell.
    """
    rows = tuple(
        (sheet, tuple(tuple(sorted(fields)) for fields in each))
        for sheet, each in (said or {}).items()
    )
    return _checked(content, name, str(store().path), version(), rows)


@st.cache_resource(show_spinner="Preparing the demonstration")
def _opened(named: str) -> Store:  # noqa: ARG001 - part of the cache key
    idle.keep_open(KEPT_OPEN)
    return open_shown()


def open_shown() -> Store:
    """The store that `ESCP_DB` names, or the demonstration, opened afresh.

    Raises EscpError where it cannot be.
    """
    if is_demonstration():
        return open_demonstration()
    named = os.environ["ESCP_DB"]
    refuse_emptied(named)
    return open_store(named)


_SAYS_ALL: dict[str | type[Any], Callable[[Any], Any]] = {View: repr, Comparison: repr}
"""What nearly every question is asked about: its text tells it apart, quicker than its parts do."""


@st.cache_data(max_entries=1000, show_spinner=False, hash_funcs=_SAYS_ALL)
def _answered(
    _question: Callable[..., Any],  # any question: `ask` ties the answer to its type
    name: str,  # noqa: ARG001 - part of the cache key
    path: str,
    version: str,  # noqa: ARG001 - part of the cache key
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:  # what the question answers
    return _question(Store(Path(path)), *args, **kwargs)

"""The small things screens are made of. Text from a workbook is only ever shown as text."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from escp_data.plan.actions import IMPACTS, MEANINGS, NO_UPDATE, STATUSES
from escp_data.plan.strip import rag_strip, rag_strip_words, strip_table
from escp_data.rag import LOOKS
from escp_data.text.clean import with_marks
from escp_data.text.wording import day_words, plural

NOT_REPORTED = "Not reported"
STYLE = Path(__file__).with_name("style.css")

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=^])")
_LINKS = re.compile(r"(?i)(https?:|ftp:|mailto:|xmpp:|www|@)(?=\S)")
# Streamlit draws these as signs, icons and its logo, escaped or not.
_SIGNS = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")
_ICONS = re.compile(r":(?=material/|streamlit:)")
_WORD_JOINER = "\u2060"

CHANGE_WORDS = {
    "worse": "worse", "better": "better", "completed": "new", "started": "started",
    "reported again": "reported again",
}  # fmt: skip  # a list in few lines


Drawn = dict[str, Any]
"""A chart as Vega-Lite has it: JSON of any depth."""


def plain(text: object) -> str:
    """A text for a place that reads Markdown, so that it shows as it is and links nowhere.

    It is on one line: Markdown would read lists and blocks of code out of several.
    """
    words = with_marks(" ".join(str(text).split()))
    words = _LINKS.sub(lambda match: match[1] + _WORD_JOINER, words)
    words = _SIGNS.sub(lambda match: match[1][0] + _WORD_JOINER + match[1][1:], words)
    words = _ICONS.sub(":" + _WORD_JOINER, words)
    return _MARKDOWN.sub(r"\\\1", words)


def shorten(text: str, longest: int) -> str:
    """The text cut at a word, with an ellipsis where anything was left out."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def show_table(frame: pd.DataFrame, alt: str, rags: str = "") -> None:
    """A table that people read: every cell as text, blank where a value is missing.

    A cell may be several lines. The column named by `rags` begins with a RAG in each cell, and
    shows it as a badge.
    """
    shown = frame.astype(object).where(frame.notna(), "").map(partial(_lines, plain))
    if rags:
        shown[rags] = frame[rags].map(partial(_lines, _status_cell))
    st.table(shown.rename(columns=plain), hide_index=True, alt=alt)


def wide_tables() -> None:
    """Let the words in this page's tables take all of their column.

    (Streamlit wraps them at 400 pixels, however wide the column is.)
    """
    cell = '[data-testid="stTable"] td [data-testid="stMarkdownContainer"]'
    st.html(f"<style>{cell} {{ max-width: none; }}</style>")


def _lines(head: Callable[[str], str], cell: object) -> str:
    """A cell's lines, the first of them through `head`."""
    first, *more = cell if isinstance(cell, tuple) else (cell,)
    return "  \n".join([head(str(first)), *(f":small[{plain(line)}]" for line in more)])


def _status_cell(text: str) -> str:
    """`Red (worse)` as a badge; what no RAG begins stays text."""
    rag, _, change = text.partition(" (")
    return _status(rag, change.rstrip(")")) if rag in LOOKS else plain(text)


def status_badge(rag: str, change: str = "") -> None:
    """A RAG with its shape, its word, its colour, and what changed: `Amber · worse`."""
    st.markdown(_status(rag, change), width="content")


def _status(rag: str, change: str) -> str:
    words = CHANGE_WORDS.get(change)
    label = f"{rag} · {words}" if words else rag
    return f":{LOOKS[rag].theme}-badge[{LOOKS[rag].icon} **{label}**]"


def impact_words(impact: str) -> str:
    """The rating; where nobody gave one, that it is not reported, which judges nothing."""
    return NOT_REPORTED if impact == NO_UPDATE else impact


def impact_badge(impact: str) -> None:
    """An impact rating, in neutral grey: it is no RAG."""
    st.badge(f"Impact: {impact_words(impact).lower()}", color="gray")


def _letter(rag: str) -> str:
    """The letter that stands for a RAG in its history, where it is not the badge's own mark."""
    letter = LOOKS[rag].letter
    return "" if letter == LOOKS[rag].icon else f" ({letter})"


def show_definitions() -> None:
    """What each RAG, its letter and each impact rating mean; stands wherever a RAG does."""
    meanings = [
        f":{LOOKS[rag].theme}-badge[{LOOKS[rag].icon} {rag}]{_letter(rag)} {MEANINGS[rag]}"
        for rag in STATUSES
    ]
    impact = ", ".join(name for name in IMPACTS if name != NO_UPDATE)
    meanings.append(f"**Impact** asks whether it has helped: {impact}, or not reported.")
    st.markdown(f":small[{'  '.join(meanings)}]")


def rag_strip_of(ref: str, history: pd.DataFrame) -> None:
    """An action's RAG by quarter as a strip, and as a table a click away."""
    if history.empty:
        st.text(rag_strip_words(ref, history))
        return
    rows = tuple(history[["period", "rag"]].itertuples(index=False, name=None))
    st.vega_lite_chart(_strip_drawn(rows), alt=rag_strip_words(ref, history))
    with st.expander("History as a table", key=f"history-{ref}", on_change="rerun") as opened:
        if opened.open:
            show_table(strip_table(history)[::-1], alt=f"RAG of {ref} by quarter, newest first")


@st.cache_data(max_entries=500, show_spinner=False)
def _strip_drawn(rows: tuple[tuple[str, str], ...]) -> Drawn:
    drawn: Drawn = rag_strip(pd.DataFrame(rows, columns=["period", "rag"])).to_dict()
    return drawn


def draw_style() -> None:
    """What the theme cannot say: where the keyboard is, a Red that stands out."""
    st.html(STYLE)


def show_labelled(label: str, text: object) -> None:
    """A small heading and a workbook's text under it; nothing at all where there is no text."""
    if text:
        with st.container(gap=None):
            st.caption(label)
            st.text(str(text))


def due_words(dates: tuple[str, ...]) -> str:
    """`Due 31 March 2026`, or the first date struck through beside the one now agreed."""
    if not dates:
        return "Due date not set"
    if len(dates) == 1:
        return f"Due {plain(day_words(dates[0]))}"
    struck = " ".join(f"~~{plain(day_words(day))}~~" for day in dates[:-1])
    moves = "once" if len(dates) == 2 else "twice" if len(dates) == 3 else f"{len(dates) - 1} times"
    return f"Due {struck} **{plain(day_words(dates[-1]))}** (moved {moves})"


def silence_words(last: object, quarters: float, lead: str | None) -> str:
    """What stands where an update is missing: since when, and who is to report."""
    who = f" Its lead is {lead}." if lead else ""
    if last is None:
        return f"Nothing has been reported on this action yet.{who}"
    ago = plural(int(quarters), "quarter")
    return f"No update for this quarter; the last was for {last}, {ago} ago.{who}"

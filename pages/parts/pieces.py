"""The small things screens are made of. Text from a workbook is only ever shown as text."""

import re
from typing import Literal

import pandas as pd
import streamlit as st

from escp_data.phrases import day_words, plural
from escp_data.plan import IMPACTS, MEANINGS, NO_UPDATE, STATUSES

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=^])")
_LINKS = re.compile(r"(?i)(https?:|ftp:|mailto:|xmpp:|www|@)(?=\S)")
# Streamlit draws these as signs, icons and its logo, escaped or not.
_SIGNS = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")
_ICONS = re.compile(r":(?=material/|streamlit:)")
_WORD_JOINER = "\u2060"

Colour = Literal["red", "orange", "green", "blue", "gray"]
STATUS_COLOUR: dict[str, Colour] = {
    "Red": "red", "Amber": "orange", "Green": "green", "Complete": "blue",
    "Not started": "gray", NO_UPDATE: "gray",
}  # fmt: skip
STATUS_ICON = {
    "Red": ":material/dangerous:", "Amber": ":material/warning:",
    "Green": ":material/check_circle:", "Complete": ":material/verified:",
    "Not started": ":material/radio_button_unchecked:", NO_UPDATE: ":material/help:",
}  # fmt: skip
CHANGE_WORDS = {
    "worse": "worse", "better": "better", "completed": "new", "started": "started",
    "reported again": "reported again",
}  # fmt: skip
IMPACT_ICON = {
    "Evidenced": ":material/thumb_up:", "Emerging": ":material/trending_up:",
    "Not yet evidenced": ":material/hourglass_empty:", NO_UPDATE: ":material/help:",
}  # fmt: skip


def plain(text: object) -> str:
    """A text for a place that reads Markdown, so that it shows as it is and links nowhere.

    It is on one line: Markdown would read lists and blocks of code out of several.
    """
    words = " ".join(str(text).split())
    words = _LINKS.sub(lambda match: match[1] + _WORD_JOINER, words)
    words = _SIGNS.sub(lambda match: match[1][0] + _WORD_JOINER + match[1][1:], words)
    words = _ICONS.sub(":" + _WORD_JOINER, words)
    return _MARKDOWN.sub(r"\\\1", words)


def shortened(text: str, longest: int) -> str:
    """The text cut at a word, with an ellipsis where anything was left out."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def table(frame: pd.DataFrame, alt: str, rags: str = "") -> None:
    """A table that people read: every cell as text, blank where a value is missing.

    The column named by `rags` begins with a RAG in each cell, and shows it as a badge.
    """
    shown = frame.astype(object).where(frame.notna(), "").map(plain)
    if rags:
        shown[rags] = frame[rags].map(_status_cell)
    st.table(shown.rename(columns=plain), hide_index=True, alt=alt)


def _status_cell(text: str) -> str:
    """`Red (worse)` as a badge; what no RAG begins stays text."""
    rag, _, change = text.partition(" (")
    return _status(rag, change.rstrip(")")) if rag in STATUS_ICON else plain(text)


def status_badge(rag: str, change: str = "") -> None:
    """A RAG with its shape, its word, its colour, and what changed: `Amber · worse`."""
    st.markdown(_status(rag, change), width="content")


def _status(rag: str, change: str) -> str:
    words = CHANGE_WORDS.get(change)
    label = f"{rag} · {words}" if words else rag
    return f":{STATUS_COLOUR[rag]}-badge[{STATUS_ICON[rag]} **{label}**]"


def impact_badge(impact: str) -> None:
    """An impact rating, in neutral grey: it is no RAG."""
    label = "Impact: not reported" if impact == NO_UPDATE else f"Impact: {impact.lower()}"
    st.badge(label, icon=IMPACT_ICON[impact], color="gray")


def definitions() -> None:
    """What each RAG and each impact rating means; stands wherever a RAG does."""
    meanings = [
        f":{STATUS_COLOUR[rag]}-badge[{STATUS_ICON[rag]} {rag}] {MEANINGS[rag]}" for rag in STATUSES
    ]
    impact = ", ".join(name for name in IMPACTS if name != NO_UPDATE)
    meanings.append(f"**Impact** asks whether it has helped: {impact}.")
    st.markdown(f":small[{'  '.join(meanings)}]")


def labelled(label: str, text: object) -> None:
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

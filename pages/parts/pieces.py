"""The small things screens are made of. Text from a workbook is only ever shown as text."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from escp_data.markers import marks_key
from escp_data.plan.actions import IMPACT_WORDS, MEANINGS, STATUSES, View
from escp_data.plan.strip import rag_strip, rag_strip_words, strip_table
from escp_data.rag import LOOKS
from escp_data.text.clean import with_marks
from escp_data.text.wording import day_words, joined, spelled
from escp_data.validation.dates import ONGOING

NO_END = "No end date"
ROWS = 20
"""How many rows of a long table are seen at a time."""
STYLE = "".join(
    Path(__file__).with_name(name).read_text("utf-8")
    for name in ("style.css", "dark.css", "print.css")
)

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=^])")
_LINKS = re.compile(r"(?i)(https?:|ftp:|mailto:|xmpp:|www|@)(?=\S)")
# Streamlit draws these as signs, icons and its logo, escaped or not.
_SIGNS = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")
_ICONS = re.compile(r":(?=material/|streamlit:)")
_WORD_JOINER = "\u2060"
# A financial year in a table, as `plain` writes it: of two lines the first would read as a year.
_YEARS = re.compile(r"(?<!\w)(20\d\d\\-)(?=\d\d\b)")
_ON_ONE_LINE = rf"\1{_WORD_JOINER}"

CHANGE_WORDS = {
    "worse": "worse",
    "better": "better",
    "completed": "new",
    "started": "started",
    "reported again": "reported again",
}


Thing = TypeVar("Thing")
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


def show_table(
    frame: pd.DataFrame, alt: str, rags: str = "", linked: str = "", note: str = ""
) -> None:
    """A table that people read: every cell as text, blank where a value is missing; beneath it the
    `note`, and what each mark in it stands for.

    A cell may be several lines. The column named by `rags` begins with a RAG in each cell, and
    shows it as a badge; the one named by `linked` is Markdown already.
    """
    shown = frame.astype(object).where(frame.notna(), "").map(partial(_lines, plain))
    if linked:
        shown[linked] = frame[linked]
    if rags:
        shown[rags] = frame[rags].map(partial(_lines, _status_cell))
    draw_table(shown.rename(columns=plain), alt, note)


def draw_table(frame: pd.DataFrame, alt: str, note: str = "") -> None:
    """A table whose cells and headings are Markdown; beneath it as for `show_table`."""
    st.table(frame.map(_on_one_line), hide_index=True, alt=alt)
    cells = " ".join(frame.to_numpy().ravel()).replace("\\", "")  # as a reader has them
    words = " ".join(each for each in (note, marks_key(cells)) if each)
    if words:
        st.caption(plain(words))


def show_pages(frame: pd.DataFrame, alt: str, key: str) -> None:
    """The table, 20 rows at a time; `key` names the list to choose the rows from."""
    if len(frame) <= ROWS:
        show_table(frame, alt=alt)
        return
    starts = range(0, len(frame), ROWS)
    labels = {f"{start + 1:,} to {min(start + ROWS, len(frame)):,}": start for start in starts}
    chosen = st.selectbox(
        f"Rows of {len(frame):,}",
        list(labels),
        key=f"rows-{key}-{len(frame)}",
        width=240,
        persist_state="session",
    )
    start = labels.get(chosen, 0)
    show_table(frame[start : start + ROWS], alt=f"{alt}: rows {chosen} of {len(frame):,}")


def folded_table(label: str, frame: pd.DataFrame, alt: str) -> None:
    """`show_table`, a click away."""
    with st.expander(label, icon=":material/table:"):
        show_table(frame, alt=alt)


def in_twos(own: Sequence[Thing], draw: Callable[[Thing], None], name: str) -> None:
    """Two boxes in a row, as high as each other, each of them whole on one sheet of paper."""
    columns: Sequence[DeltaGenerator] = ()
    for at, each in enumerate(own):
        if at % 2 == 0:
            columns = st.columns(2)
        with columns[at % 2], whole(f"{name}-{at}", gap="small", height="stretch"):
            draw(each)


def whole(
    name: str, gap: Literal["xsmall", "small"], height: Literal["content", "stretch"] = "content"
) -> DeltaGenerator:
    """A box that stands on one sheet of paper."""
    return st.container(border=True, gap=gap, height=height, key=f"whole-{name}")


def show_lines(lines: Sequence[str], most: int = 6) -> None:
    """Sentences a line each, as text; all beyond `most` behind a fold that says how many."""
    for line in lines[:most]:
        st.text(line)
    if len(lines) > most:
        with st.expander(f"and {len(lines) - most:,} more"):
            for line in lines[most:]:
                st.text(line)


def _on_one_line(cell: str) -> str:
    """The cell with its financial years kept on one line; a picture is as it is."""
    return cell if cell.startswith("![") else _YEARS.sub(_ON_ONE_LINE, cell)


def _lines(head: Callable[[str], str], cell: object) -> str:
    """A cell's lines, the first of them through `head`."""
    first, *more = cell if isinstance(cell, tuple) else (cell,)
    return "  \n".join([head(str(first)), *(f":small[{plain(line)}]" for line in more)])


def stacked(*lines: str) -> str:
    """Lines of Markdown in one cell, without those that are blank."""
    return "  \n".join(line for line in lines if line)


def small(words: str) -> str:
    """A text in small letters, as Markdown; "" where there is none."""
    return f":small[{plain(words)}]" if words else ""


def _status_cell(text: str) -> str:
    """`Red (worse)` as a badge; what no RAG begins stays text."""
    rag, _, change = text.partition(" (")
    return status_words(rag, change.rstrip(")")) if rag in LOOKS else plain(text)


def status_badge(rag: str, change: str = "") -> None:
    """A RAG with its shape, its word, its colour, and what changed: `Amber · worse`."""
    st.markdown(status_words(rag, change), width="content")


def action_badge(rag: str, title: str, change: str = "") -> str:
    """An action as a badge in its RAG's shape and colour: `1.2 Training · worse`, as Markdown.

    The RAG is said, too, where nothing is seen of shape and colour.
    """
    words = f" · {CHANGE_WORDS[change]}" if change in CHANGE_WORDS else ""
    return f":{LOOKS[rag].theme}-badge[{LOOKS[rag].icon} **{plain(title)}**{words}]"


def status_words(rag: str, change: str) -> str:
    """`status_badge` as Markdown, for a line with more on it."""
    words = CHANGE_WORDS.get(change)
    label = f"{rag} · {words}" if words else rag
    return f":{LOOKS[rag].theme}-badge[{LOOKS[rag].icon} **{label}**]"


def labelled(label: str, text: object) -> str:
    """A label and a workbook's text after it, as Markdown that shows the text as it is, line by
    line; "" where there is no text.
    """
    said = "  \n".join(plain(line) for line in str(text or "").splitlines() if line.strip())
    return f"**{label}** {said}" if said else ""


def all_labelled(*parts: tuple[str, object]) -> str:
    """A paragraph for each label whose text there is."""
    return "\n\n".join(words for label, text in parts if (words := labelled(label, text)))


def impact_badge(impact: str) -> None:
    """An impact rating, in neutral grey: it is no RAG."""
    st.badge(f"Impact: {IMPACT_WORDS[impact]}", color="gray")


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
    impact = joined(list(IMPACT_WORDS.values()), "or")
    meanings.append(f"**Impact** asks whether it has helped: {impact}.")
    st.markdown(f":small[{'  '.join(meanings)}]")


def rag_row(ref: str, history: pd.DataFrame) -> None:
    """An action's RAG by quarter, in one row."""
    if history.empty:
        st.text(rag_strip_words(ref, history))
        return
    rows = tuple(history[["period", "rag"]].itertuples(index=False, name=None))
    st.vega_lite_chart(_strip_drawn(rows), alt=rag_strip_words(ref, history))


def rag_strip_of(ref: str, history: pd.DataFrame) -> None:
    """An action's RAG by quarter in one row, and as a table a click away."""
    rag_row(ref, history)
    if history.empty:
        return
    with st.expander("History as a table", key=f"history-{ref}", on_change="rerun") as opened:
        if opened.open:
            show_table(strip_table(history)[::-1], alt=f"RAG of {ref} by quarter, newest first")


@st.cache_data(max_entries=500, show_spinner=False)
def _strip_drawn(rows: tuple[tuple[str, str], ...]) -> Drawn:
    drawn: Drawn = rag_strip(pd.DataFrame(rows, columns=["period", "rag"])).to_dict()
    return drawn


def draw_style() -> None:
    """What the theme cannot say: where the keyboard is, a Red that stands out, how paper looks."""
    st.html(f"<style>{STYLE}</style>")


def draw_paper_line(view: View, *, compares: bool) -> None:
    """The quarter, and the one it is compared with, for a printed page; not seen on the screen."""
    since = f", compared with {view.compared.words}" if compares else ""
    st.html(f'<p class="on-paper">{escape(view.period.spelled + since)}.</p>')


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
        return NO_END if dates[0] == ONGOING else f"Due {plain(day_words(dates[0]))}"
    struck = " ".join(f"~~{plain(day_words(day))}~~" for day in dates[:-1])
    moves = "once" if len(dates) == 2 else "twice" if len(dates) == 3 else f"{len(dates) - 1} times"
    return f"Due {struck} **{plain(day_words(dates[-1]))}** (moved {moves})"


def silence_words(last: object, quarters: float, lead: str | None) -> str:
    """What stands where an update is missing: since when, and who is to report."""
    who = f" Its lead is {lead}." if lead else ""
    if last is None:
        return f"Nothing has been reported on this action yet.{who}"
    ago = "last quarter" if quarters == 1 else f"{spelled(int(quarters))} quarters ago"
    return f"Not reported for this quarter. The last update was {ago} ({last}).{who}"

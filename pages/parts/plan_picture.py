"""The whole plan as one picture: a table of links, since a chart's marks lead nowhere by keyboard.

A status is a letter, a shape and a colour at once. The words that go with a cell are its link's
name.
"""

from html import escape

import streamlit as st

from escp_data.plan.glance import standing_word
from escp_data.plan.picture import Line, Picture
from escp_data.rag import LOOKS
from escp_data.text.periods import Period
from pages.parts import names
from pages.parts.links import address

SHAPES = {
    "square": "border-radius:2px",
    "triangle-up": "clip-path:polygon(50% 0,100% 100%,0 100%);padding-top:8px",
    "circle": "border-radius:50%",
    "diamond": "clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)",
}


def draw_plan_picture(picture: Picture) -> None:
    """The heading and the table; a sentence where nothing has been reported."""
    st.header("The whole plan, quarter by quarter", anchor=False)
    if not picture.quarters:
        st.text("Nothing has been reported yet.")
        return
    st.html(_style() + _table(picture))


def _style() -> str:
    """A class for each RAG, from the one table of looks."""
    rules = [
        f".plan-picture .{_name(rag)} i{{background:{look.fill};"
        f"background:light-dark({look.fill},{look.on_dark});color:{look.ink};"
        f"{SHAPES[look.shape]}}}"
        for rag, look in LOOKS.items()
    ]
    return f"<style>{''.join(rules)}</style>"


def _table(picture: Picture) -> str:
    years = "".join(
        f'<th scope="colgroup" colspan="{many}">{escape(name)}</th>' for name, many in picture.years
    )
    quarters = "".join(
        f'<th scope="col"><abbr title="{escape(each.words)}">Q{each.quarter}</abbr></th>'
        for each in picture.quarters
    )
    rows = "".join(_row(line, picture.quarters) for line in picture.lines)
    return (
        '<table class="plan-picture"><caption>Each action\'s status by quarter; each mark leads to '
        f"the action in that quarter</caption><thead><tr><td></td>{years}</tr><tr><td></td>"
        f"{quarters}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(line: Line, quarters: tuple[Period, ...]) -> str:
    cells = "".join(
        _cell(line, quarter, rag) for quarter, rag in zip(quarters, line.rags, strict=True)
    )
    name = f"<b>{escape(line.ref)}</b> <span>{escape(line.name)}</span>"
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _cell(line: Line, quarter: Period, rag: str) -> str:
    there = address(
        names.priority_path(line.priority),
        {names.PERIOD: str(quarter), names.COMPARED: names.BEFORE, names.ACTION: line.ref},
    )
    words = escape(f"{line.ref}, {quarter.words}: {standing_word(rag)}")
    return (
        f'<td><a class="{_name(rag)}" href="{escape(there)}" aria-label="{words}" title="{words}">'
        f"<i>{LOOKS[rag].letter}</i></a></td>"
    )


def _name(rag: str) -> str:
    return f"rag-{rag.lower().replace(' ', '-')}"

"""A row of dots a measure: hollow for then, filled for now, a line at 1. Each name is a link."""

import math
from html import escape

import streamlit as st

from escp_data.disproportionality.gap import Dots, Gap, short_measure
from pages.parts import names
from pages.parts.links import address

KEY = (
    "<p><i class='then'></i> then <i class='now'></i> now <i class='one'></i> as likely as "
    "each other</p>"
)


def gap_dots(answer: Gap, group: str) -> None:
    """The rows, and in one line what has none."""
    without = " ".join(
        filter(None, (answer.hidden, answer.without, answer.other, answer.published))
    )
    rest = f"<p>{escape(without)}</p>" if without else ""
    st.html(f'<div class="gap-dots">{_drawn(answer, group)}{rest}</div>')


def wall_dots(answer: Gap) -> None:
    """The rows alone, for the wall: nothing on it leads away from the meeting."""
    st.html(f'<div class="gap-dots">{_drawn(answer)}</div>')


def _drawn(answer: Gap, group: str | None = None) -> str:
    rows = "".join(_row(each, answer.one_at, _name(each, group)) for each in answer.dots)
    return f"{KEY}<ul>{rows}</ul>" if answer.dots else ""


def _name(each: Dots, group: str | None) -> str:
    """The measure; a link to its figures for the group, where there is one."""
    name = escape(short_measure(each.measure))
    if group is None:
        return f"<span>{name}</span>"
    there = address(names.DISPROPORTIONALITY, {names.MEASURE: each.measure, names.GROUP: group})
    return f'<a href="{escape(there)}">{name}</a>'


def _row(each: Dots, one_at: float, named: str) -> str:
    was = f", was {each.then}" if each.then else ""
    marks = f'<i class="one" style="left:{one_at}%"></i>'
    if not math.isnan(each.then_at):
        left, right = sorted((each.then_at, each.now_at))
        marks += f'<i class="way" style="left:{left}%;right:calc(100% - {right}%)"></i>'
        marks += f'<i class="then" style="left:{each.then_at}%"></i>'
    marks += f'<i class="now" style="left:{each.now_at}%"></i>'
    return (
        f'<li>{named}<span class="track" aria-hidden="true">{marks}</span>'
        f"<span>{each.now}{was}</span></li>"
    )

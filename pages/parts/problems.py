"""What was found in a workbook: problems as a table, warnings to tick, and what goes back."""

import hashlib
from collections.abc import Set
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.model import Checked, Problem, place
from escp_data.returns.annotate import annotate
from escp_data.returns.reply import reply
from escp_data.text.wording import plural
from escp_data.validation.rules import RULES
from pages.parts import names
from pages.parts.pieces import plain, show_table

MOST_LISTED = 300


def show_errors(checked: Checked) -> None:
    """Every error at once, each with its cell and its remedy; then the warnings, and the reply."""
    count = plural(len(checked.errors), "problem")
    st.error(
        "Nothing was stored. Put them right in the workbook, save it, and choose it again.",
        title=f"{count} to put right",
        icon=":material/error:",
    )
    show_findings(checked.errors, f"{count} in {checked.file}")
    if checked.warnings:
        st.markdown(f"**{plural(len(checked.warnings), 'warning')} to look at**")
        show_findings(checked.warnings, f"Warnings in {checked.file}")
    send_back(checked)


def show_findings(problems: tuple[Problem, ...], alt: str) -> None:
    """Problems as a table: where, what and what to do, and the rule's code."""
    rows = [
        (p.sheet, p.cell or "whole sheet", without_place(p), p.code) for p in problems[:MOST_LISTED]
    ]
    show_table(pd.DataFrame(rows, columns=["Sheet", "Cell", "What to do", "Rule"]), alt=alt)
    if len(problems) > MOST_LISTED:
        st.caption(f"The first {MOST_LISTED} of {len(problems):,}; the marked copy lists all.")
    explain({problem.code for problem in problems})


def explain(codes: Set[str]) -> None:
    """What each rule is about and how to put it right, folded, from the catalogue."""
    rules = [RULES[code] for code in sorted(codes)]
    rows = [(each.code, each.line, each.remedy) for each in rules]
    with st.expander("What these rules are about", icon=":material/menu_book:"):
        show_table(
            pd.DataFrame(rows, columns=["Rule", "What it finds", "How to put it right"]),
            alt="The rules that were broken",
        )


def without_place(problem: Problem) -> str:
    """The sentence alone: its sheet and cell stand in columns of their own."""
    return problem.message.removeprefix(f"{place(problem.sheet, problem.cell)}: ")


def send_back(checked: Checked) -> None:
    """What goes back to the agency: the marked copy, and words for the e-mail."""
    with st.container(horizontal=True):
        st.download_button(
            "Download the marked copy",
            data=partial(annotate, checked.content, checked.problems),
            file_name=f"marked-{checked.file}",
            mime=names.XLSX,
            icon=":material/edit_note:",
            on_click="ignore",
            key=f"marked-{checked.sha256[:12]}",
        )
    with st.expander("Words for the e-mail", icon=":material/mail:"):
        st.code(reply(checked), language=None, wrap_lines=True)


def acknowledge(warnings: tuple[Problem, ...], key: str) -> int:
    """Each warning with a box of its own; how many of them are not ticked yet.

    A tick is for one message: where another comes in its place, that one waits for its own.
    """
    if not warnings:
        return 0
    st.markdown(f"**{plural(len(warnings), 'warning')} to look at, one by one**")
    ticked = [
        st.checkbox(
            f"{plain(warning.message)} ({warning.code})",
            key=f"seen-{key}-{number}-{digest(warning.message)}",
        )
        for number, warning in enumerate(warnings)
    ]
    return ticked.count(False)


def digest(text: str) -> str:
    """A short name for a text, which it does not give away."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]

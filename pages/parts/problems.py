"""What was found in a workbook: problems as a table, warnings to tick, and what goes back."""

import hashlib
from collections.abc import Set
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.access.permits import Doing
from escp_data.model import Checked, Problem, place
from escp_data.returns.annotate import annotate
from escp_data.returns.reply import reply
from escp_data.text.wording import plural
from escp_data.validation.rules import RULES
from pages.parts.downloads import offer
from pages.parts.pieces import plain, show_pages, show_table


def show_errors(checked: Checked) -> None:
    """Every error, each with its cell and its remedy; then the warnings, and the reply."""
    count = plural(len(checked.errors), "problem")
    st.error(
        "Nothing was stored. Put them right in the workbook, save it, and choose it again.",
        title=f"{count} to put right",
        icon=":material/error:",
    )
    send_back(checked)
    show_findings(checked.errors, f"{count} in {checked.file}", checked.sha256[:12])
    if checked.warnings:
        st.markdown(f"**{plural(len(checked.warnings), 'thing')} to look at besides**")
        show_findings(checked.warnings, f"Warnings in {checked.file}", checked.sha256[12:24])


def show_findings(problems: tuple[Problem, ...], alt: str, key: str) -> None:
    """Problems as a table: where, what and what to do, and the rule's code; `key` names it."""
    rows = [(p.sheet, p.cell or "whole sheet", without_place(p), p.code) for p in problems]
    show_pages(pd.DataFrame(rows, columns=["Sheet", "Cell", "What to do", "Rule"]), alt, key)
    explain({problem.code for problem in problems}, key)


def explain(codes: Set[str], key: str) -> None:
    """What each rule is about and how to put it right, folded, from the catalogue."""
    with st.expander(
        "What these rules are about",
        icon=":material/menu_book:",
        key=f"rules-{key}",
        on_change="rerun",
    ) as opened:
        if opened.open:
            rules = [RULES[code] for code in sorted(codes)]
            rows = [(each.code, each.line, each.remedy) for each in rules]
            show_table(
                pd.DataFrame(rows, columns=["Rule", "What it finds", "How to put it right"]),
                alt="The rules that were broken",
            )


def without_place(problem: Problem) -> str:
    """The sentence alone: its sheet and cell stand in columns of their own."""
    return problem.message.removeprefix(f"{place(problem.sheet, problem.cell)}: ")


def marked_copy(checked: Checked, label: str = "Download the marked copy") -> None:
    """The agency's own workbook with each problem marked in its cell, to go back."""
    offer(
        label,
        partial(annotate, checked.content, checked.problems),
        f"marked-{checked.file}",
        f"marked copy of {checked.file}",
        Doing.UPLOAD,
        icon=":material/edit_note:",
        key=f"marked-{checked.sha256[:12]}",
    )


def send_back(checked: Checked) -> None:
    """What goes back to the agency beside the marked copy: words for the e-mail."""
    with st.expander("Words for the e-mail", icon=":material/mail:"):
        st.code(reply(checked), language=None, wrap_lines=True)


def acknowledge(warnings: tuple[Problem, ...], key: str) -> None:
    """Each warning with a box of its own to tick; `unticked_of` counts what is left.

    A tick is for one message: where another comes in its place, that one waits for its own.
    """
    if not warnings:
        return
    st.markdown(f"**{plural(len(warnings), 'thing')} to look at first, one by one**")
    for number, warning in enumerate(warnings):
        st.checkbox(
            f"{plain(warning.message)} ({warning.code})",
            key=_tick_key(key, number, warning),
            persist_state="session",
        )


def unticked_of(warnings: tuple[Problem, ...], key: str) -> int:
    """How many of a file's warnings are not ticked yet, whether they are drawn or not."""
    return sum(
        not st.session_state.get(_tick_key(key, number, warning))
        for number, warning in enumerate(warnings)
    )


def _tick_key(key: str, number: int, warning: Problem) -> str:
    return f"seen-{key}-{number}-{digest(warning.message)}"


def digest(text: str) -> str:
    """A short name for a text, which it does not give away."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]

"""Workbooks come in: choose, check, store. Nothing is stored that was not confirmed here."""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.checks import Checked
from escp_data.errors import EscpError, WorkbookRefused
from escp_data.phrases import plural
from escp_data.problems import Problem
from escp_data.template import template
from escp_data.uploads import SheetChanges, append, changes, stored_as
from pages.parts import names
from pages.parts.answers import ask, check, store
from pages.parts.pieces import plain, table


def choose() -> list[tuple[str, bytes]]:
    """The files put in, by name and content; and the template for those who have none yet."""
    st.subheader("1 Choose", divider="gray")
    files, help_ = st.columns([3, 2], gap="large")
    with files:
        chosen = st.file_uploader(
            "Workbooks (.xlsx, up to 10 MB each)", type="xlsx", accept_multiple_files=True,
            key=names.FILES,
        )  # fmt: skip
    with help_:
        st.text("No workbook yet? Fill in the template: its lists and notes say what goes where.")
        st.download_button(
            "Download the empty template",
            data=partial(template, store=store()),
            file_name="escp-return-template.xlsx",
            mime=names.XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
    return [(file.name, file.getvalue()) for file in chosen]


def examine(name: str, content: bytes) -> None:
    """One file's own result: refused, problems to put right, or what it changes and a confirm."""
    with st.container(border=True):
        st.markdown(f"**{plain(name)}**")
        try:
            checked = check(content, name)
        except WorkbookRefused as refusal:
            st.error(plain(refusal), icon=":material/block:", title="This file was not opened")
            return
        upload_id = stored_as(store(), checked.sha256)
        if upload_id:
            st.success(
                f"Stored as upload {upload_id}. The history shows it.", icon=":material/check:"
            )
        elif checked.errors:
            show_errors(checked)
        else:
            show_changes(checked, ask(changes, checked))
            confirm(checked)


def show_errors(checked: Checked) -> None:
    """Every error at once, each with its cell and its remedy; then the warnings."""
    count = plural(len(checked.errors), "problem")
    st.error(f"Nothing was stored. Put right {count}, save, and choose the file again.",
             title=f"{count} to put right", icon=":material/error:")  # fmt: skip
    table(findings(checked.errors), alt=f"{count} in {checked.file}")
    show_warnings(checked)


def show_warnings(checked: Checked) -> None:
    """What a person ought to look at before storing."""
    if checked.warnings:
        st.markdown(f"**{plural(len(checked.warnings), 'thing')} to look at**")
        table(findings(checked.warnings), alt=f"Warnings in {checked.file}")


def findings(problems: tuple[Problem, ...]) -> pd.DataFrame:
    """Problems as a table: where, what and what to do, and the rule's code."""
    rows = [(p.sheet, p.cell or "whole sheet", p.message, p.code) for p in problems]
    return pd.DataFrame(rows, columns=["Sheet", "Cell", "What to do", "Rule"])


def show_changes(checked: Checked, found: tuple[SheetChanges, ...]) -> None:
    """What is new, what changes (before beside after), and what stays as it is."""
    summary = [(c.sheet, c.new, c.rows_changed, c.unchanged) for c in found]
    whose = plain(f"{checked.cover.agency}, {checked.cover.period}.")
    st.success(f"No problems found. {whose}", icon=":material/fact_check:")
    table(
        pd.DataFrame(summary, columns=["Sheet", "New rows", "Changed rows", "Unchanged rows"]),
        alt=f"What {checked.file} would add and change",
    )
    changed = [change for sheet in found for change in sheet.changed]
    if changed:
        st.markdown("**What changes**")
        rows = [(c.sheet, c.row, c.key, c.column, c.old, c.new) for c in changed]
        heads = ["Sheet", "Row", "Which", "Column", "Stored now", "In this workbook"]
        table(pd.DataFrame(rows, columns=heads), alt="Values before and after")
    show_new(found)
    show_warnings(checked)


def show_new(found: tuple[SheetChanges, ...]) -> None:
    """Which rows are new, by their keys."""
    with st.expander("New rows", icon=":material/add_row_below:"):
        for sheet in found:
            if sheet.new:
                st.caption(f"{sheet.sheet}: {plural(sheet.new, 'row')}")
                st.text("; ".join(sheet.new_keys[:50]) + (" …" if sheet.new > 50 else ""))


def confirm(checked: Checked) -> None:
    """Who stores it, and the one button that does."""
    key = checked.sha256[:12]
    who, accept, button = st.columns([2, 3, 2], vertical_alignment="bottom")
    with who:
        by = st.text_input("Your role", value="Business unit", key=f"by-{key}", max_chars=80)
    with accept:
        count = len(checked.warnings)
        seen = not count or st.checkbox(
            f"I have looked at {plural(count, 'warning')}", key=f"seen-{key}"
        )
    with button:
        stored = st.button(
            "Store this workbook", type="primary", key=f"store-{key}",
            disabled=not (seen and by.strip()), width="stretch",
        )  # fmt: skip
    if stored and seen and by.strip():
        try:
            append(store(), checked, by.strip())
        except EscpError as problem:
            st.error(plain(problem))
        else:
            st.rerun()


st.title("Upload agencies' returns")
chosen = choose()
st.subheader("2 Check, then 3 store", divider="gray")
if not chosen:
    st.text("Each file you choose is checked here, and nothing is stored until you confirm it.")
for file_name, content in chosen:
    examine(file_name, content)

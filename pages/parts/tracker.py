"""An agency's own spreadsheet: what was understood of it, corrected by choosing from lists."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from escp_data.model import Problem
from escp_data.text.wording import joined, plural
from escp_data.trackers.answers import Choice, FoundTable, Proposal, Understood
from escp_data.trackers.choices import (
    keys,
    meanings,
    periods,
    reading_of,
    readings,
    targets,
    use_for,
    years,
)
from escp_data.trackers.desk import propose, propose_as, understood
from escp_data.trackers.mapping import Mapping, Use, Word
from escp_data.trackers.shown import left_out, line_name, preview, reasons, rows_shown, word_shown
from pages.parts.answers import ask
from pages.parts.pieces import plain, show_table

SURE = 0.7
NOTHING = Choice("", "What its row says")
TYPED = 2
"""A list of only 'Not understood' and 'Leave out': what it means has to be typed."""


def understand(content: bytes, name: str) -> tuple[Proposal, Understood] | None:
    """The tables found, their mappings to correct, and what they mean; None where refused."""
    proposal = ask(propose, content, name)
    if proposal.refused:
        show_refusal(proposal.refused)
        return None
    st.info(
        f"{plural(len(proposal.tables), 'table')} found. Look at what each was understood as, and "
        "correct it by choosing from the lists. Nothing is stored before you confirm.",
        title="Read by its own headings",
        icon=":material/table_view:",
    )
    mappings = tuple(
        correct(content, name, found, mapping, proposal.sha256[:12])
        for found, mapping in zip(proposal.tables, proposal.mappings, strict=True)
    )
    meant = ask(understood, content, name, mappings)
    show_understood(meant, proposal.tables)
    return proposal, meant


def show_refusal(problems: tuple[Problem, ...]) -> None:
    """What looks like a record of a child: where, and nothing of it."""
    st.error("This file looks as if it held records of children.", icon=":material/block:")
    for problem in problems:
        st.text(problem.message)


def correct(content: bytes, name: str, found: FoundTable, proposed: Mapping, file: str) -> Mapping:
    """One table's mapping, as a person chose it; `file` is the beginning of its hash."""
    key = f"{file}-{found.id}"
    with st.expander(
        plain(f"{table_label(found)}: {proposed.sheet or 'left out'}"),
        expanded=proposed.confidence < SURE,
    ):
        sheet = choose_from("This table is", targets(), proposed.sheet, f"{key}-sheet")
        mapping = proposed
        if sheet != proposed.sheet:
            mapping = ask(propose_as, content, name, found.id, sheet)
        st.caption(plain(mapping.remembered or mapping.reason))
        show_table(
            preview(found, mapping).head(12), alt=f"The first rows of {found.id} as they are"
        )
        if mapping.sheet:
            mapping = correct_year(mapping, key)
            for use in mapping.uses:
                mapping = correct_use(mapping, use, line_name(found, use.position), key)
            for number, word in enumerate(mapping.words):
                mapping = correct_word(mapping, word, f"{key}-word-{number}")
    return mapping


def correct_year(mapping: Mapping, key: str) -> Mapping:
    """The year of quarters that stand bare."""
    if not any(use.period.startswith("Q") for use in mapping.uses):
        return mapping
    known = tuple(Choice(year, year) for year in ask(years))
    return replace(mapping, year=choose_from("Quarters are in", known, mapping.year, f"{key}-year"))


def correct_use(mapping: Mapping, use: Use, name: str, key: str) -> Mapping:
    """One column: what it is, its quarter, and the action or measure it is about.

    `name` is what its lists are called: the sheet's own name for the column.
    """
    at = f"{key}-{use.position}"
    heading, what, when, which = st.columns([2, 2, 2, 2], vertical_alignment="bottom")
    with heading:
        st.text(use.heading or "(no heading)")
        st.caption(plain(use.reason))
    with what:
        reading = choose_from(f"{name} is", readings(mapping.sheet), reading_of(use), f"{at}-is")
    with when:
        period = choose_from(f"{name} is for", ask(periods), use.period, f"{at}-for")
    with which:
        known = (NOTHING, *ask(keys, mapping.sheet)[1:])
        about = choose_from(f"{name} is about", known, use.key, f"{at}-about")
    if (reading, period, about) == (reading_of(use), use.period, use.key):
        return mapping
    return mapping.with_use(use.position, **use_for(reading), period=period, key=about)


def correct_word(mapping: Mapping, word: Word, key: str) -> Mapping:
    """One word or colour: what it means."""
    shown = partial(word_shown, word.field)
    written, means = st.columns([4, 4], vertical_alignment="bottom")
    with written:
        st.text(f"{shown(word.written)} ({', '.join(word.cells[:3])})")
        st.caption(plain(word.reason))
    with means:
        known = ask(meanings, mapping.sheet, word.field)
        label = f'"{plain(shown(word.written))}" means'
        meaning = choose_from(label, known, word.means, key, shown)
    return (
        mapping if meaning == word.means else mapping.with_word(word.field, word.written, meaning)
    )


def choose_from(
    label: str,
    known: tuple[Choice, ...],
    now: str,
    key: str,
    shown: Callable[[str], str] = str,
) -> str:
    """A list to choose from; what stands now is among it, whatever it is, as `shown` words it.

    Where there is nothing to choose but to leave it out, a person may type the meaning.
    """
    labels = {choice.value: choice.label for choice in known}
    labels.setdefault(now, shown(now))
    options = list(labels)
    picked = st.selectbox(
        label, options, index=options.index(now), key=key,
        format_func=lambda value: labels.get(value, value),
        accept_new_options=len(known) == TYPED,
    )  # fmt: skip  # pairs share a line
    return str(picked)


def show_understood(meant: Understood, tables: tuple[FoundTable, ...]) -> None:
    """Every row as it would be stored beside the cells it came from, and every cell left out."""
    rows, out = rows_shown(meant), left_out(meant)
    used = len(meant.cells) - len(out)
    st.markdown(
        f"**{plural(len(rows), 'row')} understood.** Of {plural(len(meant.cells), 'cell')}, "
        f"{used:,} are used and {len(out):,} left out."
    )
    for sentence in meant.conflicts:
        st.warning(plain(sentence))
    for found, mapping in zip(tables, meant.mappings, strict=True):
        show_unsettled(table_label(found), mapping, meant.unsettled)
    with st.expander("What would be stored, beside the cells it came from"):
        show_table(rows, alt="Rows as they would be stored")
    with st.expander(f"Why {plural(len(out), 'cell is', 'cells are')} left out"):
        show_table(reasons(meant), alt="How many cells are left out for which reason")
        show_table(out, alt="Cells of which nothing is stored")


def show_unsettled(name: str, mapping: Mapping, unsettled: tuple[Word, ...]) -> None:
    """The words of one table whose meaning nobody knows, each once."""
    open_ = {(word.field, word.written) for word in unsettled}
    words = [word for word in mapping.words if (word.field, word.written) in open_]
    written = list(dict.fromkeys(f'"{word_shown(word.field, word.written)}"' for word in words))
    if not written:
        return
    verb, it = ("means", "it") if len(written) == 1 else ("mean", "them")
    st.warning(
        f"{plain(name)}: nothing says what {plain(joined(written))} {verb}. Choose it in this "
        f"table above, or leave {it} out there; as it is, nothing of {it} is stored."
    )


def table_label(found: FoundTable) -> str:
    """What a table is called: its sheet and its range."""
    return f"{found.sheet} {found.range}"


def cover(proposal: Proposal) -> tuple[str, str]:
    """The period and the agency of the whole file, as its Cover would say."""
    key = proposal.sha256[:12]
    when, who = st.columns(2)
    dated = [each for each in ask(periods) if " Q" in each.value]
    quarters = (Choice("", "Choose the quarter"), *dated)
    named = [each for each in ask(meanings, "Measure values", "agency") if each.value]
    agencies = (Choice("", "Choose the agency"), *named[:-1])
    with when:
        period = choose_from("The quarter it reports", quarters, proposal.period, f"{key}-period")
    with who:
        agency = choose_from("Who returns it", agencies, proposal.agency, f"{key}-agency")
    return period, agency

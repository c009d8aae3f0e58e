"""An agency's own spreadsheet: what is asked of it, what it is taken for, what would be stored."""

import streamlit as st

from escp_data.model import Problem
from escp_data.text.wording import day_words, plural
from escp_data.trackers.answers import FoundTable, Understood
from escp_data.trackers.memory import Suggestion, suggested
from escp_data.trackers.questions import BETWEEN, Question
from escp_data.trackers.shown import (
    columns_shown,
    left_out,
    line_name,
    part_shown,
    preview,
    reasons,
    rows_shown,
)
from escp_data.trackers.tables import kinds_of_table, readings
from pages.parts.answers import ask
from pages.parts.pieces import plain, show_table

NOT_OUR_TEMPLATE = "This is not our template, so we worked out what each column means"
_ROWS_OF_SHEET = 12
_COLUMNS_OF_SHEET = 6


def bring(found: Understood, key: str) -> None:
    """A tracker as it was understood with the answers given so far, and what is still asked of it.

    `key` is the beginning of the file's hash.
    """
    if found.refused:
        show_refusal(found.refused)
        return
    open_parts = sum(len(question.open) for question in found.open)
    if open_parts:
        st.info(
            f"{plural(open_parts, 'answer is', 'answers are')} needed before anything of it can "
            "be stored. Nothing is stored on a guess.",
            title=NOT_OUR_TEMPLATE,
            icon=":material/help:",
        )
    else:
        st.success(
            "Nothing is left to ask. Look at what would be stored, then store it.",
            title=NOT_OUR_TEMPLATE,
            icon=":material/table_view:",
        )
    offer_remembered(ask(suggested, found), found, key)
    asked = sorted(found.questions, key=lambda each: (not each.open, each.id != "file"))
    for question in asked:
        show_question(question, key)
    show_tables(found, key)
    show_rows(found)


def answers_of(key: str) -> dict[str, str]:
    """What was answered about a file, by part."""
    return dict(_answers(key))


def _answers(key: str) -> dict[str, str]:
    kept: dict[str, str] = st.session_state.setdefault(f"_answers-{key}", {})
    return kept


def answer(key: str, part: str, widget: str) -> None:
    """Keep what a list was set to."""
    given = st.session_state.get(widget)
    if given:
        _answers(key)[part] = str(given).strip()
    else:
        _answers(key).pop(part, None)


def take(key: str, remembered: tuple[Suggestion, ...]) -> None:
    """Take the answers of last time, all of them."""
    _answers(key).update({each.part: each.answer for each in remembered})


def show_refusal(problems: tuple[Problem, ...]) -> None:
    """What looks like a record of a child: where, and nothing of it."""
    st.error("This file looks as if it held records of children.", icon=":material/block:")
    for problem in problems:
        st.text(problem.message)


def offer_remembered(remembered: tuple[Suggestion, ...], found: Understood, key: str) -> None:
    """What was answered for the last file of this shape, to be confirmed once."""
    if not remembered:
        return
    parts = {part.id: part for question in found.questions for part in question.parts}
    with st.container(border=True):
        first = remembered[0]
        st.markdown(f"**Answered before, by {plain(first.by)} on {day_words(first.on)}**")
        for each in remembered:
            st.text(f"{part_shown(parts[each.part], parts[each.part].written)}: {each.answer}")
        st.button(
            f"Use {plural(len(remembered), 'answer')} of last time",
            key=f"remembered-{key}",
            on_click=take,
            args=(key, remembered),
        )


def show_question(question: Question, key: str) -> None:
    """One question; folded away once all of it is answered."""
    if question.open:
        with st.container(border=True):
            st.markdown(f"**{plain(question.asks)}**")
            show_parts(question, key)
    else:
        with st.expander(f"Answered: {plain(question.asks)}"):
            show_parts(question, key)


def show_parts(question: Question, key: str) -> None:
    """What is written and where, and a list with nothing chosen, the likeliest first."""
    for number, part in enumerate(question.parts):
        said, chosen = st.columns(2, vertical_alignment="center")
        written = part_shown(part, part.written)
        with said:
            st.text(written)
            where = f"{', '.join(part.cells[:3])}. " if part.cells else ""
            st.caption(plain(f"{where}{part.why}"))
        with chosen:
            likely = {option.value for option in part.likely}
            labels = {
                option.value: part_shown(part, option.label)
                + (" (likely)" if option.value in likely else "")
                for option in part.options
            }
            place = f"answer-{key}-{question.id}-{number}"
            pick(f"{written} is", labels, key, part.id, place, typed=part.typed, below=False)


def pick(
    label: str,
    labels: dict[str, str],
    key: str,
    part: str,
    place: str,
    *,
    typed: bool = False,
    below: bool = True,
) -> None:
    """A list to choose an answer to a part from: what was answered is chosen, and nothing else.

    `place` is the list's own name, which tells nothing of what is written in the file. `below`
    shows the label over the list.
    """
    now = answers_of(key).get(part, "")
    if now and now not in labels:
        labels |= {now: now}
    st.session_state[place] = now or None
    st.selectbox(
        plain(label) if below else " ".join(label.split()),  # unseen, it is read aloud as it is
        list(labels),
        key=place,
        placeholder="Choose, or type" if typed else "Choose",
        label_visibility="visible" if below else "collapsed",
        format_func=lambda value: labels.get(str(value), str(value)),
        accept_new_options=typed,
        on_change=answer,
        args=(key, part, place),
        index=None,
    )


def show_tables(found: Understood, key: str) -> None:
    """Each table as it looks, with what its columns are taken for."""
    for table in found.tables:
        label = f"{table.sheet} {table.range}: {table.becomes or 'not read'}"
        with st.expander(plain(label), expanded=bool(found.open and table.becomes)):
            if table.why:
                st.text(table.why)
            show_sheet(table)
            show_table(columns_shown(table), alt=f"The columns of {table.id}, and why")
            change(table, key)


def show_sheet(table: FoundTable) -> None:
    """The sheet's first rows as they are, with what each column is taken for over it.

    A few columns at a time: a table to be scrolled sideways is out of a keyboard's reach.
    """
    rows = preview(table).head(_ROWS_OF_SHEET)
    number, *columns = rows.columns
    for start in range(0, len(columns), _COLUMNS_OF_SHEET):
        few = columns[start : start + _COLUMNS_OF_SHEET]
        words = f"{table.id}, columns {start + 1} to {start + len(few)}"
        show_table(rows[[number, *few]], alt=f"{words}, with what each is taken for")


def change(table: FoundTable, key: str) -> None:
    """Say that a table, or one of its columns, is something else."""
    kind, column, what = st.columns(3, vertical_alignment="bottom")
    with kind:
        kinds = {option.value: option.label for option in kinds_of_table()}
        part = f"table{BETWEEN}{table.shape}"
        pick("Say what this table is", kinds, key, part, f"kind-{key}-{table.id}")
    heads = {f"{line_name(table, each.position)}: {each.heading}": each for each in table.columns}
    if not heads:
        return
    with column:
        name = st.selectbox(
            "Correct a column",
            list(heads),
            index=None,
            placeholder="Choose",
            key=f"column-{key}-{table.id}",
        )
    if name:
        with what:
            means = {option.value: option.label for option in readings(table.becomes)}
            head = f"heading{BETWEEN}{heads[name].key}"
            pick("That column is", means, key, head, f"means-{key}-{table.id}")


def show_rows(found: Understood) -> None:
    """Every row as it would be stored beside the cells it came from, and every cell left out."""
    rows, out = rows_shown(found), left_out(found)
    used = len(found.cells) - len(out)
    st.markdown(
        f"**{plural(len(rows), 'row')} understood.** Of {plural(len(found.cells), 'cell')}, "
        f"{used:,} are used and {len(out):,} are not."
    )
    for sentence in found.notes:
        st.warning(plain(sentence))
    with st.expander("What would be stored, beside the cells it came from"):
        show_table(rows, alt="Rows as they would be stored")
    with st.expander(f"Why {plural(len(out), 'cell is', 'cells are')} not stored"):
        show_table(reasons(found), alt="How many cells are not stored for which reason")
        show_table(out, alt="Cells of which nothing is stored")

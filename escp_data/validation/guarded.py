"""The guard over a whole workbook: its cells, what is left out of them, notes, all names, and what
no sheet shows: it would be stored with the file, and whoever sent it has hardly ever seen it.

Every way in asks here: a return, a tracker, and the file that a tracker's rows were read from.
"""

from collections.abc import Iterable, Iterator

from escp_data.excel.beside import Beside
from escp_data.excel.unseen import Copied, Unseen
from escp_data.model import Problem
from escp_data.rule import problem_at
from escp_data.validation.guard import Rows, looks_like_child_record
from escp_data.validation.headings import cell_name
from escp_data.validation.identifiers import identifiers_in

_REMEDY = "the dashboard holds totals only."


def records_of_children(
    file: str, sheets: Iterable[tuple[str, Rows, Beside]], unseen: Unseen
) -> tuple[Problem, ...]:
    """What looks like a record of a child, in a file of this name with these sheets, and `unseen`.

    A name that does is all that is told: every other message would repeat it.
    """
    every = list(sheets)
    named = [*_in_name("The file's name", file)]
    named += [each for name, _, _ in every for each in _in_name("A sheet's name", name)]
    if named:
        return tuple(dict.fromkeys(named))
    found = [*_unseen(unseen), *(each for sheet in every for each in _in_sheet(*sheet))]
    return tuple(dict.fromkeys(found))


def _in_name(what: str, name: str) -> Iterator[Problem]:
    for kind in identifiers_in(name):
        sentence = f"{what} holds what looks like {kind.noun}. Take it out; {_REMEDY}"
        yield problem_at(kind.code, "", "", sentence)


_COPIES = (
    "holds a copy of rows that no sheet shows ({}), and they look like records of children. Copy "
    f"what the sheets show into a new workbook as values, and send that; {_REMEDY}"
)
_TEXT_BESIDE = (
    "A text box, a header, a footer or a name holds what looks like {}. Take it out; " + _REMEDY
)
_OTHERS = ("G01", "G02", "G03", "G05")
"""Of texts beside the cells: the address of an office may stand in a footer."""


def _unseen(unseen: Unseen) -> Iterator[Problem]:
    kinds = (("the data behind a pivot table", unseen.pivots), ("a linked workbook", unseen.links))
    for what, copies in kinds:
        codes = [code for copied in copies for code in _codes(copied)]
        if codes:
            yield problem_at(min(codes), "", "", f"The file {_COPIES.format(what)}")
    for text in unseen.texts:
        for kind in identifiers_in(text):
            if kind.code in _OTHERS:
                yield problem_at(kind.code, "", "", _TEXT_BESIDE.format(kind.noun))


def _codes(copied: Copied) -> Iterator[str]:
    yield from (problem.code for problem in looks_like_child_record("", copied.rows))
    yield from (kind.code for value in copied.values for kind in identifiers_in(value))


def _in_sheet(name: str, rows: Rows, beside: Beside) -> Iterator[Problem]:
    """In the texts that are read, in those with nothing left out, and in notes."""
    yield from looks_like_child_record(name, rows)
    if beside.whole:
        whole = [list(row) for row in rows]
        for (row, column), text in beside.whole.items():
            whole[row][column] = text
        yield from looks_like_child_record(name, whole)
    for (row, column), note in beside.notes.items():
        for kind in identifiers_in(note):
            sentence = f"The note on this cell holds what looks like {kind.noun}. Delete the note; "
            yield problem_at(kind.code, name, cell_name(row + 1, column), sentence + _REMEDY)

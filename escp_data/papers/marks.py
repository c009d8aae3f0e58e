"""The small mark behind each figure, and the check that every figure is what the store says.

A mark such as [F12] stands behind a sentence with figures, or in the first cell of a table's row.
The annex lists it with what it measures, its period, the upload it comes from, and the value. No
paper leaves before `check_marks` has read it back and asked every question again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.oxml.ns import qn

from escp_data.errors import EscpError
from escp_data.papers import evidence_questions, plan_questions
from escp_data.papers.answers import Answers
from escp_data.papers.one_state import one_state
from escp_data.papers.told import Told
from escp_data.papers.word.looks import MARK
from escp_data.papers.word.paper import Marked, Text, WordPaper
from escp_data.plan.actions import View
from escp_data.store.database import Store

Tell = Callable[[str], None]
"""Told what is being done, a few words each, while a long paper is made."""
QUESTIONS = {**plan_questions.QUESTIONS, **evidence_questions.QUESTIONS}
"""Every kind of figure, and the function that answers it; a paper writes no figure otherwise."""
HEADINGS = ("Mark", "What it measures", "Period", "Upload", "Value")
WIDTHS = (1.1, 4.2, 2, 1.5, 5)
_MARK = re.compile(r"\[(F\d+)\]")
_RUN, _TEXT, _STYLE, _BOLD = qn("w:r"), qn("w:t"), qn("w:rStyle"), qn("w:b")
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")


class MarksDiffer(EscpError):
    """A figure in a paper is not what the store answers; the paper is not given out."""


@dataclass(frozen=True)
class Question:
    """What a figure answers: a kind of question, and what it is about."""

    kind: str
    subject: str = ""

    def asked(self, answers: Answers) -> Told:
        """The answer."""
        return QUESTIONS[self.kind](answers, self.subject)


class Figures:
    """The figures of one paper in the order in which they first appear."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.kept: dict[Question, Told] = {}
        self._numbers: dict[Question, int] = {}

    def sentence(self, kind: str, subject: str = "") -> Text:
        """A sentence, and its mark where it has figures; "" where there is nothing to say."""
        question = Question(kind, subject)
        told = self._told(question)
        words = " ".join(told.cells)
        return Marked(words, self._mark(question)) if question in self.kept else words

    def row(self, kind: str, subject: str = "") -> tuple[Text, ...]:
        """A row of a table, the mark in its first cell."""
        question = Question(kind, subject)
        first, *rest = self._told(question).cells
        return (Marked(first, self._mark(question)) if question in self.kept else first, *rest)

    def marks(self) -> dict[str, Question]:
        """The question behind each mark that was used."""
        return {self._mark(question): question for question in self.kept}

    def write_annex(self, paper: WordPaper) -> None:
        """The list of figures: mark, measure, period, upload, value."""
        rows = [annex_row(self._mark(each), told) for each, told in self.kept.items()]
        if rows:
            paper.table(HEADINGS, rows, WIDTHS, "Each figure's mark, and where it comes from")

    def _told(self, question: Question) -> Told:
        told = question.asked(self.answers)
        if told.has_figures:
            self.kept.setdefault(question, told)
        return told

    def _mark(self, question: Question) -> str:
        return f"F{self._numbers.setdefault(question, len(self._numbers) + 1)}"


def silent(_: str) -> None:
    """For those who need not be told."""


def checked_paper(
    store: Store, view: View, quarters: int, write: Callable[[Figures], WordPaper], tell: Tell
) -> bytes:
    """A paper about so many quarters as a Word file: `write` has it from one state of the store.

    Then every figure is asked again, of the store as it is by then. Raises MarksDiffer.
    """
    tell("Asking the dashboard")
    with one_state(store) as still:
        figures = Figures(Answers(still, view, quarters))
        content, marks = write(figures).saved(), figures.marks()
    tell("Checking every figure")
    with one_state(store) as now:
        check_marks(content, marks, Answers(now, view, quarters))
    return content


def annex_row(mark: str, told: Told) -> tuple[str, ...]:
    """A figure's row in the annex."""
    upload = str(told.upload) if told.upload else "none"
    return mark, told.about, told.period, upload, told.value


def check_marks(content: bytes, marks: Mapping[str, Question], again: Answers) -> int:
    """How many figures the paper has; raises MarksDiffer unless each is what is answered now.

    The file itself is read: the words before each mark, and the annex's row for it.
    """
    body = docx.Document(BytesIO(content)).element.body
    units, annex = list(_units(body)), _annex(body)
    if {mark for mark, _ in units} != set(marks) or set(annex) != set(marks):
        raise MarksDiffer(
            "The paper was not made: its figures and its list of figures do not name the same "
            "marks. Make it again; if it stops again, tell the person who runs this dashboard."
        )
    for mark, cells in units:
        told = marks[mark].asked(again)
        now = cells if len(cells) > 1 else (" ".join(cells),)
        then = told.cells if len(cells) > 1 else (" ".join(told.cells),)
        if tuple(map(_one_line, now)) != tuple(map(_one_line, then)):
            raise MarksDiffer(_differs(mark, told, now, then))
        row = tuple(map(_one_line, annex_row(mark, told)))
        if annex[mark] != row:
            raise MarksDiffer(_differs(mark, told, annex[mark], row))
    return len(marks)


def _differs(mark: str, told: Told, now: tuple[str, ...], then: tuple[str, ...]) -> str:
    return (
        f"The paper was not made: figure {mark} ({told.about}, {told.period}) says "
        f'"{" | ".join(now)}", and asked again the dashboard says "{" | ".join(then)}". '
        "Make it again; if it stops again, tell the person who runs this dashboard."
    )


def _units(body: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each mark, with the sentence before it or the row that it stands in."""
    for element in body.iter(_PARAGRAPH, _ROW):  # type: ignore[attr-defined]  # lxml has no types
        if element.tag == _ROW:
            cells = element.findall(_CELL)
            pieces = [_pieces(p) for cell in cells for p in cell.findall(_PARAGRAPH)]
            mark = pieces[0][1] if len(pieces[0]) > 1 else ""
            if mark:
                yield mark, tuple(each[0] for each in pieces)
        elif element.getparent().tag != _CELL:
            words_and_marks = iter(_pieces(element))
            yield from ((mark, (words,)) for words, mark in zip(*[words_and_marks] * 2))  # noqa: B905 - a last one without a mark is none


def _pieces(paragraph: object) -> list[str]:
    """The words before the first mark, that mark, the words before the next, and so on."""
    found, words = [], ""
    for run in paragraph.iter(_RUN):  # type: ignore[attr-defined]  # lxml has no types
        text = "".join(each.text or "" for each in run.iter(_TEXT))
        if any(each.get(qn("w:val")) == MARK.replace(" ", "") for each in run.iter(_STYLE)):
            found += [words.strip(), text.strip("[]")]
            words = ""
        elif not (run.find(f".//{_BOLD}") is not None and paragraph.getparent().tag != _CELL):  # type: ignore[attr-defined]  # lxml has no types
            words += text
    return found if found and not words.strip() else [*found, words.strip()]


def _annex(body: object) -> dict[str, tuple[str, ...]]:
    """The rows of the list of figures, by mark."""
    found = {}
    for table in body.iter(_TABLE):  # type: ignore[attr-defined]  # lxml has no types
        rows = [
            tuple(_pieces(cell.find(_PARAGRAPH))[0] for cell in row.findall(_CELL))
            for row in table.findall(_ROW)
        ]
        if rows[0] == HEADINGS:
            found.update({row[0]: tuple(map(_one_line, row)) for row in rows[1:]})
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())

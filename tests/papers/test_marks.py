"""Every figure carries a mark, and a paper whose figures differ is not given out."""

from dataclasses import replace
from pathlib import Path

import pytest

from escp_data.papers.answers import Answers
from escp_data.papers.marks import Figures, MarksDiffer, check_marks
from escp_data.papers.same_bytes import without_times
from escp_data.papers.told import Told
from escp_data.papers.word.paper import WordPaper
from escp_data.store.database import Store
from tests.papers.reading import MARK, opened, table_with
from tests.stores import plan_store, report, view

HEADINGS = ("Mark", "What it measures", "Period", "Upload", "Value")


def small_paper(answers: Answers) -> tuple[bytes, Figures]:
    """A paper of a sentence and a table, with its list of figures."""
    figures, paper = Figures(answers), WordPaper("A paper", "A plan", answers.view.period.end)
    paper.heading("One", 1)
    paper.text(figures.sentence("headline"), bold="Now.")
    rows = [figures.row("rag", ref) for ref in answers.live["ref"]]
    paper.table(("Action", "Lead", "RAG", "Before", "Due"), rows, (1, 1, 1, 1, 1), "Actions")
    figures.write_annex(paper)
    return paper.saved(), figures


def again(figures: Figures) -> Answers:
    """The same questions, none of them asked yet."""
    return Answers(figures.answers.store, figures.answers.view)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def changed(content: bytes, old: str, new: str) -> bytes:
    """The paper with a text of its own changed, as if by a fault in what wrote it."""
    from io import BytesIO
    from zipfile import ZipFile

    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w") as again:
        for name in given.namelist():
            held = given.read(name).decode() if name == "word/document.xml" else None
            if held is not None:
                assert old in held
            again.writestr(name, held.replace(old, new, 1) if held else given.read(name))
    return without_times(made.getvalue(), "2024-09-30T00:00:00Z")


def test_the_list_of_figures_names_measure_period_upload_and_value(store: Store) -> None:
    content, figures = small_paper(Answers(store, view("2024-25 Q2")))
    assert table_with(content, *HEADINGS) == [
        ("F1", "Live actions by RAG", "2024-25 Q2", "3", "1 Red, 1 Complete, 1 not reported"),
        ("F2", "RAG of action 1.1", "2024-25 Q2", "3", "Complete"),
        ("F3", "RAG of action 2.1", "2024-25 Q2", "3", "Red"),
        ("F4", "RAG of action 2.2", "2024-25 Q2", "none", "Not reported"),
    ]
    assert check_marks(content, figures.marks(), again(figures)) == 4


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("2 of 3 actions", "1 of 3 actions", "F1"),
        ("■ Red", "● Green", "F3"),
        ("Oversee reports", "Oversee", "F2"),
        (">Complete<", ">Green<", "F2"),
    ],
)
def test_a_figure_that_differs_stops_the_paper(
    store: Store, old: str, new: str, named: str
) -> None:
    content, figures = small_paper(Answers(store, view("2024-25 Q2")))
    with pytest.raises(MarksDiffer, match=rf"^The paper was not made: figure {named} \("):
        check_marks(changed(content, old, new), figures.marks(), again(figures))


@pytest.mark.parametrize(("old", "new"), [("[F3]", "[F9]"), (">F3<", ">F9<")])
def test_a_mark_that_names_nothing_stops_it_too(store: Store, old: str, new: str) -> None:
    content, figures = small_paper(Answers(store, view("2024-25 Q2")))
    with pytest.raises(MarksDiffer, match="do not name the same marks"):
        check_marks(changed(content, old, new), figures.marks(), again(figures))


def test_an_upload_meanwhile_stops_it(store: Store) -> None:
    content, figures = small_paper(Answers(store, view("2024-25 Q2")))
    report(store, "2024-25 Q2", r2_2="Green")
    with pytest.raises(MarksDiffer, match=r"F1 .*2024-25 Q2\) says"):
        check_marks(content, figures.marks(), again(figures))


def test_each_mark_of_the_papers_is_listed(
    quarterly: bytes, annual: bytes, inspection: bytes
) -> None:
    for paper in (quarterly, annual, inspection):
        listed = [row[0] for row in table_with(paper, *HEADINGS)]
        body = "".join(opened(paper).element.body.itertext())
        used = {mark.strip("[]") for mark in MARK.findall(body)}
        assert listed == [f"F{number}" for number in range(1, len(listed) + 1)]
        assert used == set(listed)


def test_figures_are_taken_out_of_words() -> None:
    told = Told(("Of 1,466 in 2025-26 Q3, 78% (70.5 to 84) by 3 May 2025.", "[c]"), "", "", None)
    assert told.value == "1,466; 78%; 70.5; 84; [c]"
    assert replace(told, says="Amber").value == "Amber"
    assert Told(("Two of ten.",), "", "", None).has_figures
    assert not Told(("No training is on record.",), "", "", None).has_figures

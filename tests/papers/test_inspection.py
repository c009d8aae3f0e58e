"""The inspector's pack: front-door questions, answered with a date or not held."""

from escp_data.papers.inspection import MEASURED, NOT_HELD
from tests.papers.reading import opened, outline, rows, under


def test_each_question_is_answered_or_not_held(inspection: bytes) -> None:
    asked = [name for level, name in outline(inspection) if level == 2]
    assert asked[: len(MEASURED)] == [each.question for each in MEASURED]
    strategy = "Do police, health and care all take part in strategy discussions?"
    assert under(inspection, strategy) == [NOT_HELD]
    assert under(inspection, "What did leaders challenge?") == [
        f"{NOT_HELD} No challenge on record is about the front door."
    ]
    assert under(inspection, "What did audits of cases find?") == [
        "Front door: first decision, Voice of the child at the first contact, 11 June 2025. The "
        "child is described and seldom quoted."
    ]


def test_each_figure_has_its_period(inspection: bytes) -> None:
    tables = [rows(table) for table in opened(inspection).tables]
    measures = [
        row for table in tables if table[0][:2] == ("Measure", "Period") for row in table[1:]
    ]
    assert (
        "Front door decisions within one working day (sample)",
        "2025-26 Q3",
        "91.5%",
        "84.5%",
    ) in [row[:4] for row in measures]
    assert all(row[1].startswith("20") for row in measures)

"""An impact that is called evidenced is looked at where nothing recent on record shows it."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.model import Checked
from tests.scenarios import ACTION, BASE, BU, C, Partnership, told

MEASURE = {"Code": "SUSP", "Measure": "Suspensions", "Kind": "count", "Counts": "other",
           "Better when": "lower", "Time": "flow", "Definition": "All", "Supplier agency": C,
           }  # fmt: skip  # pairs share a line
ACTIONS = [BASE["Actions"][0], ACTION | {"Measure codes": "SUSP"}]
EVIDENCED = told("Green", Impact="Evidenced", Evidence="An audit")
FIGURE = {"Measure_values": [{"Code": "SUSP", "Numerator": 40}]}
ANSWERS = {"Training": [{"Course": "A day", "Ref": "2.1", "Places attended": 9, "Responses": 8}]}
NO_ANSWERS = {"Training": [{"Course": "A day", "Ref": "2.1", "Places attended": 9}]}
AUDIT = {"Practice_audits": [{"Audit": "Front door", "Date": "14/01/2025", "Theme": "Neglect",
                              "Ref": "2.1"}]}  # fmt: skip  # pairs share a line


def voice(day: str) -> dict[str, list[dict[str, Any]]]:
    return {"Voice": [{"Date": day, "Ref": "2.1", "What children said": "Listen."}]}


def looks(checked: Checked) -> list[str]:
    assert [each.message for each in checked.errors] == []
    return [each.message for each in checked.warnings if each.code == "W39"]


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path, Measures=[MEASURE], Actions=ACTIONS)


@pytest.mark.parametrize(
    ("before", "since"),
    [
        (None, " at all"),
        (("2024-25 Q3", FIGURE), " newer than 2024-25 Q3"),
        (("2024-25 Q4", FIGURE), None),
        (("2024-25 Q4", ANSWERS), None),
        (("2024-25 Q4", NO_ANSWERS), " at all"),
        (("2024-25 Q4", voice("14/01/2025")), None),
        (("2024-25 Q4", voice("14/12/2024")), " newer than 2024-25 Q3"),
        (("2024-25 Q4", AUDIT), None),
    ],
)
def test_evidence_of_the_last_four_quarters_counts(
    base: Partnership, before: tuple[str, dict[str, Any]] | None, since: str | None
) -> None:
    if before:
        base.send(C, before[0], **before[1])
    sentences = [] if since is None else [
        "The impact of 2.1 is called evidenced, and there is no figure, training answer, practice "
        f"audit or child's voice on record for it{since}. Give what is newer, or rate the impact "
        "as it can be shown."
    ]  # fmt: skip  # a sentence in its lines
    found = looks(base.check(C, "Q3", Progress=[EVIDENCED]))
    assert [each.split(": ", 1)[1] for each in found] == sentences


def test_what_the_workbook_itself_brings_counts(base: Partnership) -> None:
    assert looks(base.check(C, "Q3", Progress=[EVIDENCED], **FIGURE)) == []


def test_evidence_of_another_action_or_a_later_quarter_does_not_count(base: Partnership) -> None:
    other = {"Voice": [{"Date": "14/11/2025", "Ref": "1.1", "What children said": "Listen."}]}
    base.send(C, "Q4", **FIGURE)
    assert len(looks(base.check(C, "Q3", Progress=[EVIDENCED], **other))) == 1


def test_what_stands_already_is_not_asked_about_again(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[EVIDENCED])
    again = EVIDENCED | {"Next steps": "Another audit"}
    assert looks(base.check(BU, "Q3", Progress=[again])) == []

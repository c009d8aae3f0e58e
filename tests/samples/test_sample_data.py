"""The sample workbooks: made again they are the same, they check clean, and they tell the story."""

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize

import openpyxl
import pytest

from escp_data.model import NOTHING_KNOWN, Checked, Known
from escp_data.plan.actions import View, actions, rag_history
from escp_data.plan.returns import returns_of_quarter
from escp_data.records import demonstration
from escp_data.records.demonstration import (
    LEFT_FOR_THE_NEWCOMER,
    SAMPLES,
    load_samples,
    sample_returns,
)
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from sample_data import figures, story
from sample_data.make_sample_data import COMPLETED, make_all, make_plan, make_return
from sample_data.mistakes import MISTAKES
from sample_data.series import STAGES

NOW = View(parse_period("2025-26 Q3"), parse_period("2025-26 Q2"))


@pytest.fixture(scope="module")
def samples(sample_store: Path) -> Store:
    return open_store(sample_store)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_all(folder)
    return folder


def parts(content: bytes) -> dict[str, str]:
    """Each part in XML's canonical form: which library wrote it does not show there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: canonicalize(archive.read(name).decode(), rewrite_prefixes=True)
            for name in archive.namelist()
            if name != "[Content_Types].xml"
        }


def counts_of(code: str, period: str) -> dict[Any, Any]:
    return {
        row["Ethnic group"]: row["Count"]
        for quarter in COMPLETED
        for row in figures.ethnicity_counts(quarter)
        if (row["Code"], row["Period"]) == (code, period)
    }


def test_made_again_they_are_the_same_bytes(made: Path, tmp_path: Path) -> None:
    for path in (make_plan(tmp_path), make_return("2025-26 Q3", tmp_path)):
        assert path.read_bytes() == (made / path.name).read_bytes(), path.name


def test_the_workbooks_kept_are_those_the_script_makes(made: Path) -> None:
    kept = {path.name: parts(path.read_bytes()) for path in SAMPLES.glob("*.xlsx")}
    assert kept == {path.name: parts(path.read_bytes()) for path in made.glob("*.xlsx")}


def test_each_checks_clean_on_those_before_it_but_for_one_meant_warning(
    empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, list[str]] = {}

    def noting(content: bytes, name: str, known: Known) -> Checked:
        checked = check_workbook(content, name, known)
        found[name] = [problem.code for problem in checked.problems]
        return checked

    monkeypatch.setattr(demonstration, "check_workbook", noting)
    store = open_store(empty_store)
    load_samples(store)
    noting((SAMPLES / LEFT_FOR_THE_NEWCOMER).read_bytes(), LEFT_FOR_THE_NEWCOMER, store)
    # Stops without an ethnicity jump when the stop record changes.
    names = [*(path.name for path in sample_returns()), LEFT_FOR_THE_NEWCOMER]
    # A due date moves in 2025-26 Q3, which is asked.
    told = {"2025-26_Q1.xlsx": ["W04"], "2025-26_Q3.xlsx": ["W28"]}
    assert found == {name: told.get(name, []) for name in names}


def test_the_rags_of_the_latest_quarter_before_the_newcomers(samples: Store) -> None:
    plan = actions(samples, NOW)
    assert dict(zip(plan["ref"], zip(plan["rag"], plan["change"], strict=True), strict=True)) == {
        "1.1": ("Green", "same"),
        "1.2": ("Amber", "worse"),
        "1.3": ("Complete", "completed"),
        "2.1": ("Red", "worse"),
        "2.2": ("Green", "same"),
        "2.3": ("Red", "same"),
        "3.1": ("Amber", "better"),
        "3.2": ("Green", "same"),
        "3.3": ("Green", "same"),
        "3.4": ("Not reported", "no update"),
    }
    assert plan.loc[plan["impact"] == "Evidenced", "ref"].tolist() == ["1.1", "1.3", "3.2"]
    assert plan.loc[plan["overdue"], "ref"].tolist() == ["2.1"]


def test_one_action_was_moved_twice_in_different_quarters(samples: Store) -> None:
    plan = actions(samples, NOW).set_index("ref")
    assert plan.loc[plan["moved"] > 0, "due_dates"].to_dict() == {
        "2.3": ("2024-12-31", "2025-06-30", "2026-09-30")
    }
    assert plan.loc["2.3", "moved_since"] == 1


def test_quarters_without_an_update(samples: Store) -> None:
    history = rag_history(samples, NOW)
    silent = history[history["rag"] == "Not reported"]
    assert sorted(zip(silent["ref"], silent["period"], strict=True)) == [
        ("1.3", "2024-25 Q1"),
        ("3.2", "2024-25 Q2"),
        ("3.4", "2023-24 Q3"),
        ("3.4", "2025-26 Q3"),
    ]


def test_five_of_six_agencies_have_returned(samples: Store) -> None:
    found = returns_of_quarter(samples, NOW)
    assert (len(found.expected), len(found.received)) == (6, 5)
    assert found.awaited == ("NHS NCL ICB",)


@pytest.mark.parametrize(("agency", "quarter"), story.ABSENT)
def test_an_absent_agency_sends_nothing_about_the_quarter_in_time(
    agency: str, quarter: str
) -> None:
    rows = [
        *figures.measure_values(quarter),
        *figures.ethnicity_counts(quarter),
        *story.training(quarter),
        *({**row, "Period": quarter} for row in story.voice(quarter)),
    ]
    assert [row for row in rows if (row["Agency"], row["Period"]) == (agency, quarter)] == []
    led = [row["Ref"] for row in story.actions() if row["Lead agency"] == agency]
    reported = [row["Ref"] for row in story.progress(quarter) if row["Period"] == quarter]
    assert set(led).isdisjoint(reported)


def test_published_figures_are_as_published() -> None:
    assert counts_of("SUSP", "2024/25 academic") == {
        "Asian": 85, "Black": 915, "Mixed": 502, "White": 1651, "Other": 191, "Unknown": 157,
    }  # fmt: skip  # a list in few lines
    assert counts_of("CLA", "2024-25 Q4") == {
        "Asian": 22, "Black": 118, "Mixed": 47, "White": 163, "Other": "c", "Unknown": "c",
    }  # fmt: skip  # a list in few lines
    referrals = {
        row["Period"]: row["Numerator"]
        for quarter in COMPLETED
        for row in figures.measure_values(quarter)
        if row["Code"] == "REFER"
    }
    assert referrals == {
        "2020-21": 4173, "2021-22": 5159, "2022-23": 4775, "2023-24": 4615, "2024-25": 4214,
    }  # fmt: skip  # a list in few lines


def test_what_is_not_published_says_so() -> None:
    sources = {row["Code"]: row["Source"] for row in story.measures()}
    for quarter in COMPLETED:
        for row in figures.measure_values(quarter):
            drawn = sources[row["Code"]] == "Illustrative sample"
            assert row["Note"].startswith("Illustrative sample" if drawn else "DfE, ")


def test_a_later_stage_is_never_larger_than_the_stage_before() -> None:
    for later, (before, _) in STAGES.items():
        for quarter in figures.QUARTERS:
            total = sum(figures.drawn(later)[quarter].values())
            assert total <= sum(figures.drawn(before)[quarter].values())


@pytest.mark.parametrize("alone", [True, False])
def test_twenty_mistakes_each_of_its_own_rule(samples: Store, alone: bool) -> None:
    content = (SAMPLES / "with_mistakes.xlsx").read_bytes()
    checked = check_workbook(content, "with_mistakes.xlsx", NOTHING_KNOWN if alone else samples)
    assert [(e.code, e.sheet) for e in checked.errors] == [(m.code, m.sheet) for m in MISTAKES]
    placed = {(m.code, m.cell) for m in MISTAKES if m.cell}
    assert placed <= {(e.code, e.cell) for e in checked.errors}
    assert len({e.code for e in checked.errors}) == 20
    assert checked.warnings == ()


def test_the_untidy_tracker_is_untidy() -> None:
    book = openpyxl.load_workbook(SAMPLES / "untidy_tracker.xlsx")
    page = book["TRACKER v7 (use this one)"]
    assert "A6:A8" in {str(each) for each in page.merged_cells.ranges}
    assert (page["K10"].value, page["K10"].fill.fgColor.rgb) == (None, "00FF0000")
    assert [page.cell(5, column).value for column in (6, 11)] == ["Sept 24", "Q3"]
    assert any(cell.comment for row in page for cell in row)

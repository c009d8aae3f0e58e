"""The pages of documentation are current, and say everything that the definitions say."""

from pathlib import Path

import pytest

from escp_data.contract import COVER, SHEETS
from escp_data.papers.documentation import DOCS, rules_page, workbook_page, write_pages
from escp_data.text.periods import parse_period
from escp_data.validation.rules import RULES


@pytest.mark.parametrize("name", ["workbook.md", "rules.md"])
def test_the_pages_are_current(name: str) -> None:
    page = {"workbook.md": workbook_page, "rules.md": rules_page}[name]()
    again = "Run `python -m escp_data.papers.documentation` and commit what it writes."
    assert (DOCS / name).read_text(encoding="utf-8") == page, again


def test_every_sheet_column_choice_and_other_heading_is_on_the_page() -> None:
    page = workbook_page()
    for sheet in SHEETS:
        section = page.split(f"\n## {sheet.name}\n")[1].split("\n## ")[0]
        for column in sheet.columns:
            row = next(r for r in section.splitlines() if r.startswith(f"| **{column.name}**"))
            for text in (column.help, *column.choices, *column.also, column.example):
                assert text in row
    assert all(f"| **{column.name}**" in page for column in COVER)


def test_every_rule_is_on_the_page_once() -> None:
    codes = [line[2:5] for line in rules_page().splitlines() if line.startswith("| ")]
    assert sorted(code for code in codes if code != "cod") == sorted(RULES)


def test_the_periods_that_the_page_promises_are_read() -> None:
    for text in ("Q3 2025/26", "2025/26 Q3", "Q3 25-26", "Oct-Dec 2025", "31 March 2025"):
        assert f"`{text}`" in workbook_page()
        assert parse_period(text).quarter


def test_writing_gives_the_paths_of_both_pages(tmp_path: Path) -> None:
    assert write_pages(tmp_path) == [tmp_path / "workbook.md", tmp_path / "rules.md"]
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == rules_page()

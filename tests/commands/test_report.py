"""`report`: the papers at a terminal."""

from pathlib import Path

import pytest

from escp_data.store.audit import log
from escp_data.store.database import Store
from tests.calls import Caller
from tests.papers.reading import opened, table_with, under


def title(path: str) -> str:
    """A paper's title."""
    return opened(Path(path).read_bytes()).paragraphs[0].text


def test_a_quarter_with_its_pack(call: Caller, store: Store) -> None:
    said = call(
        "report", "q.docx", "--db", store.path, "--pack", "q.xlsx", "--meeting", "Executive",
        "--date", "1 May 2025", "--author", "Analyst", "--by", "Analyst", "--purpose", "To note",
        "--recommend", "Agree the dates.",
    )  # fmt: skip  # pairs share a line
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        "Wrote the quarterly paper for 2024-25 Q2 to q.docx.",
        "Wrote the data pack to q.xlsx.",
    ]
    assert title("q.docx") == "Quarterly paper: July to September 2024"
    assert table_with(Path("q.docx").read_bytes(), "What", "Answer")[:4] == [
        ("Meeting", "Executive"), ("Date", "1 May 2025"), ("Author, by role", "Analyst"),
        ("Purpose", "To note"),
    ]  # fmt: skip  # a list in few lines
    assert under(Path("q.docx").read_bytes(), "Recommendations")[1] == "Agree the dates."
    newest = log(store).iloc[0]
    assert (newest["Who"], newest["What"], newest["Detail"]) == (
        "Analyst", "Made a paper", "quarterly paper and its data pack, 2024-25 Q2"
    )  # fmt: skip  # one line
    assert call("check", "q.xlsx", "--db", store.path).code == 0


def test_a_year_and_an_inspection(call: Caller, store: Store) -> None:
    said = call("report", "y.docx", "--db", store.path, "--year", "2024-25")
    assert said.lines == ["Wrote the annual report for 2024-25 to y.docx."]
    assert title("y.docx") == "Annual report: 2024-25"
    said = call("report", "i.docx", "--db", store.path, "--inspection", "--period", "2024-25 Q1")
    assert said.lines == ["Wrote the inspector's pack for 2024-25 Q1 to i.docx."]
    said = call("report", "i.docx", "--db", store.path, "--inspection", "--year", "2024-25")
    assert said.lines == ["Wrote the inspector's pack for 2024-25 Q2 to i.docx."]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["q.pdf"], "q.pdf must end in .docx: the ending says what is written."),
        (["q.docx", "--pack", "q.csv"], "q.csv must end in .xlsx: the ending says what is "
         "written."),
        (["q.docx", "--year", "2024-25", "--period", "2024-25 Q1"],
         "Give --period for a quarter's paper or --year for a year's, not both."),
        (["q.docx", "--year", "2024-25", "--date", "1 May 2025", "--recommend", "Agree."],
         "Only a quarter's paper has a front sheet: leave --date and --recommend out, or leave "
         "out --year."),
        (["q.docx", "--inspection", "--meeting", "Executive"],
         "Only a quarter's paper has a front sheet: leave --meeting out, or leave out "
         "--inspection."),
        (["q.docx", "--year", "2019-20"],
         "Nothing was reported for 2019-20 under the plan. The latest quarter is 2024-25 Q2."),
        (["q.docx", "--year", "2024-25 Q1"],
         "2024-25 Q1 is no financial year. Give one, such as 2025-26."),
        (["q.docx", "--plan", "2030-33"],
         'There is no plan "2030-33". The dashboard has the plan.'),
        (["q.docx", "--period", "2020-21 Q1"],
         "Nothing was reported for 2020-21 Q1. The latest quarter is 2024-25 Q2."),
    ],
)  # fmt: skip  # a call in few lines
def test_what_cannot_be_written_is_said(
    call: Caller, store: Store, more: list[str], sentence: str
) -> None:
    assert call("report", *more, "--db", store.path).refusal == sentence
    assert list(Path().glob("q.*")) == []

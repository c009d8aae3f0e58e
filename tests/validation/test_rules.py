"""Every rule is in the catalogue, in use, and has an example here that breaks it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from escp_data.excel.runs import MAX_PLACES
from escp_data.model import Problem
from escp_data.rule import CATALOGUE, FAMILIES, rule
from escp_data.validation.checks import check_workbook
from escp_data.validation.rules import RULES
from tests.workbooks import MEASURE, PLAN, Stored, workbook

PACKAGE = Path(__file__).parents[2] / "escp_data"
_CODE = re.compile(r'"([FGCKW]\d\d|S0\d)"')  # S11 and S175 are audits

_DONE: dict[str, Any] = {"Ref": "1.1", "RAG": "Green", "Progress update": "Ten sessions."}
_ACTION = PLAN["Actions"][0]
_COUNT: dict[str, Any] = {"Code": "CLA", "Ethnic group": "White", "Count": 40}
_POPULATION = {"Basis": "Pupils", "Date": "2024-25", "Ethnic group": "White", "Population": 900}
_VOICE = {"Date": "14/11/2025", "Ref": "1.1", "Agency": "Met", "What children said": "Listen."}
_TRAINING = {"Course": "Child Q", "Agency": "Met", "Ref": "1.1"}
_PLANNED = {"Plan": "2023-26", "Title": "The plan", "Partnership": "A partnership",
            "Starts": "2023-24", "Ends": "2025-26"}  # fmt: skip  # pairs share a line
_MERGED = [{"Agency": "New ICB", "Also known as": "NHS NCL ICB; Metropolitan Police"}]
_QUARTERS = [f"2024-25 Q{quarter}" for quarter in (1, 2, 3, 4)]


def _values(*numbers: float) -> list[dict[str, Any]]:
    pairs = zip(_QUARTERS, numbers, strict=False)
    return [{"Code": "CLA", "Period": period, "Numerator": number} for period, number in pairs]


def _children(*rows: list[Any]) -> dict[str, Any]:
    return {"List": rows}


def _hide_the_sheet(book: Workbook) -> None:
    book["Progress"].sheet_state = "hidden"


def _hide_a_row(book: Workbook) -> None:
    book["Progress"].row_dimensions[2].hidden = True


def _write_a_note(book: Workbook) -> None:
    book["Progress"]["A2"].comment = Comment("Ask the lead", "officer")


def _strike_out_a_part(book: Workbook) -> None:
    book["Progress"]["E2"] = CellRichText(TextBlock(InlineFont(strike=True), "Nine"), "Ten")


def _strike_out(book: Workbook) -> None:
    book["Progress"]["E2"].font = Font(strike=True)


def _strike_out_thousands(book: Workbook) -> None:
    for row in range(2, MAX_PLACES + 3):
        cell = book["Progress"].cell(row, 20, "x")
        cell.font = Font(strike=True)


EXAMPLES: dict[str, dict[str, Any]] = {
    "G01": _children(["Number"], ["943 476 5919"]),
    "G02": _children(["Note"], ["A123456789012"], ["T801200001001"], ["H801200001001"]),
    "G03": _children(["Note"], ["AB123456C"]),
    "G04": _children(["Place"], ["EN1 3XY"]),
    "G05": _children(["Date of birth"], ["01/02/2010"]),
    "G06": _children(["First name"], ["Ann"]),
    "G07": _children(["Home address"], ["Somewhere"]),
    "G08": _children(["Child ID"], ["17"]),
    "G09": _children(["Age", "Sex"], *([12, "F"] for _ in range(6))),
    "S01": {"Measure vales": [["Code"], ["CLA"]]},
    "S02": {"Voices": [["Date", "Where"], ["14/11/2025", "School"]]},
    "S03": {"Voices": [["Date", "Ref", "Ref", "Agency", "What children said"],
                       ["14/11/2025", "1.1", "1.2", "Met", "Listen."]]},
    "S04": {"Voices": [["Date", "Ref", "Agency", "What children said", "Themme"],
                       ["14/11/2025", "1.1", "Met", "Listen.", "School"]]},
    "S05": {"Voice": [_VOICE], "Voice of the child": [["Date"], ["14/11/2025"]]},
    "S06": {"Agencies": None, "Priorities": None, "Actions": None, "Measures": None},
    "C01": {"Progress": [_DONE | {"Evidence": "#REF!"}]},
    "C02": {"Progress": [_DONE | {"Evidence": "=A1"}]},
    "C03": {"Progress": [_DONE | {"RAG": None}]},
    "C04": {"Progress": [_DONE | {"Ref": "first"}]},
    "C05": {"Progress": [_DONE | {"RAG": "Ambr"}]},
    "C06": {"Progress": [_DONE | {"Impact": "huge"}]},
    "C07": {"Progress": [_DONE | {"Period": "last quarter"}]},
    "C08": {"Actions": [_ACTION | {"Due date": "13/13/2025"}]},
    "C09": {"Population": [_POPULATION | {"Date": "once"}]},
    "C10": {"Training": [_TRAINING | {"Responses": -7}]},
    "C11": {"Ethnicity counts": [_COUNT | {"Count": "lots"}]},
    "C12": {"Ethnicity counts": [_COUNT | {"Ethnic group": "Martian"}]},
    "C13": {"Measures": [MEASURE | {"Code": "looked after"}]},
    "C14": {"Actions": [_ACTION | {"Priority": "ten"}]},
    "C15": {"Progress": [_DONE | {"Ref": date(2026, 1, 1)}]},
    "C16": {"Actions": [_ACTION | {"Continues": "the one before"}]},
    "S07": {"Agencies": None, "Priorities": None, "Actions": None, "Measures": None,
            "Actions shown": [["Ref"], ["1.1"]]},
    "K01": {"Cover": None},
    "K02": {"Agencies": [], "Priorities": [], "Actions": [], "Measures": []},
    "K03": {"Progress": [_DONE, _DONE]},
    "K04": {"Measures": [MEASURE | {"Supplier agency": "Mett"}]},
    "K05": {"Agencies": [{"Agency": "A", "Also known as": "B"}, {"Agency": "B"}]},
    "K06": {"Progress": [_DONE | {"Ref": "9.9"}]},
    "K07": {"Actions": [_ACTION | {"Priority": 9}]},
    "K08": {"Ethnicity counts": [_COUNT | {"Code": "CLAA"}]},
    "K09": {"Measures": [MEASURE | {"Preceding measure": "CLA"}]},
    "K10": {"Progress": [_DONE | {"RAG": "Red"}]},
    "K11": {"Progress": [_DONE | {"Period": "2025-26"}]},
    "K12": {"Actions": [_ACTION | {"Start date": "01/04/2024", "Due date": "31/03/2024"}]},
    "K13": {"Measure values": _values(40.5)},
    "K14": {"Measure values": [{"Code": "REFER", "Numerator": 40}]},
    "K15": {"Measures": [MEASURE | {"Reference group": "Unknown"}]},
    "K16": {"Plans": [_PLANNED, _PLANNED | {"Plan": "2025-28", "Starts": "2025-26"}],
            "Progress": [_DONE]},
    "K17": {"Agencies": None, "Actions": None, "Priorities": None, "Measures": None,
            "Progress": [_DONE | {"Period": "2020-21 Q1"}], "Before": True},
    "K18": {"Plans": [_PLANNED], "Progress": [_DONE | {"Plan": "2032-35"}]},
    "K19": {"Measure values": [{"Code": "CLA", "Agency": "New ICB", "Numerator": 40}],
            "Merged": True},
    "K20": {"Actions": [_ACTION | {"Lead agency": "Met; ICB"}]},
    "K21": {"Plans": [_PLANNED], "Actions": [_ACTION | {"Continues": "2020-23 9.9"}]},
    "K22": {"Agencies": None, "Actions": None, "Priorities": None, "Measures": None,
            "Progress": [_DONE], "Nothing": True},
    "W01": {"Measure values": _values(400, 410, 420, 4000)},
    "W02": {"Measure values": [{"Code": "REFER", "Numerator": 40, "Denominator": 30}]},
    "W03": {"Ethnicity counts": [_COUNT, _COUNT | {"Ethnic group": "Total", "Count": 90}]},
    "W04": {"Ethnicity counts": [
        _COUNT | {"Ethnic group": group, "Count": count, "Period": period}
        for period, group, count in [("2025-26 Q2", "White", 90), ("2025-26 Q2", "Unknown", 6),
                                     ("2025-26 Q3", "White", 60), ("2025-26 Q3", "Unknown", 36)]]},
    "W05": {"Progress": [_DONE, _DONE | {"Period": "2025-26 Q2"}]},
    "W06": {"Progress": [_DONE, _DONE | {"Period": "2025-26 Q2", "RAG": "Complete"}]},
    "W07": {"Actions": [_ACTION | {"Revised due date": "31/03/2024"}]},
    "W08": {"Progress": [_DONE | {"Period": "2025-26 Q4"}]},
    "W09": {"Progress": [_DONE, {"Ref": "1.2", "Period": "2025-26 Q3"}]},
    "W10": {"Measure values": [*_values(90), _values(90)[0] | {"Period": "2023-24"}]},
    "W11": {"Ethnicity counts": [_COUNT, _COUNT | {"Ethnic group": "WBRI"}]},
    "W12": {"Training": [_TRAINING | {"Places attended": 8, "Responses": 9}]},
    "W13": {"Measures": [MEASURE | {"Population basis": "Pupils"}]},
    "W14": {"Measures": [MEASURE | {"Kind": "rate"}], "Measure values": _values(40)},
    "W15": {"Measures": [MEASURE | {"Counts": "other"}]},
    "W16": {"Plans": [_PLANNED], "Progress": [_DONE | {"Period": "2026-27 Q1"}]},
    "W17": {"Agencies": [{"Agency": "New ICB", "Also known as": "NHS NCL ICB"}]},
    "W18": {"Cover": {"Period": "2025-26 Q3", "Agency": "Met"},
            "Actions": [_ACTION | {"Due date": "31/03/2027"}]},
    "W19": {"Cover": {"Period": "2025-26 Q3", "Agency": "Met"},
            "Actions": [_ACTION | {"Lead agency": "ICB"}], "Progress": [_DONE]},
    "W20": {"Actions": [_ACTION | {"Lead agency": None}], "Progress": [_DONE]},
    "W21": {"Progress": [_DONE | {"Period": "2025-26 Q2"}]},
    "W22": {"Measures": [MEASURE | {"Definition": "Something else"}]},
    "W23": {"Priorities": [{"Priority": 1, "Title": "Zebra crossings"}]},
    "W24": {"Cover": {"Period": "2025-26 Q3", "Agency": "All agencies", "Contract version": "9.1"}},
    "W26": {"Progress": [_DONE | {"RAG": "Complete"}], "Told": True},
    "W27": {"Cover": {"Period": "2025-26 Q1", "Agency": "All agencies"},
            "Actions": [_ACTION | {"Action": "Strategic oversight of it all"}], "Told": True},
    "W28": {"Actions": [_ACTION | {"Lead agency": "ICB"}], "Told": True},
    "W29": {"Priorities": [{"Priority": 1, "Title": "Child abuse by other children"}]},
    "W25": {"Agencies": [{"Agency": "NHS NCL ICB"}]},
    "W30": {"Progress": [_DONE], "Typed": _hide_the_sheet},
    "W31": {"Progress": [_DONE], "Typed": _hide_a_row},
    "W32": {"Progress": [_DONE], "Typed": _write_a_note},
    "W33": {"Progress": [_DONE], "Typed": _strike_out_a_part},
    "W34": {"Progress": [_DONE], "Typed": _strike_out},
    "W35": {"Progress": [_DONE], "Typed": _strike_out_thousands},
    "W36": _children(["What"], ["Anything"]),
    "W37": {"Voices": [["Date", "Ref", "Agency", "What children said", "Mood"],
                       ["14/11/2025", "1.1", "Met", "Listen.", "Good"]]},
    "W38": {"Progress": [_DONE | {"Evidence": "2 girls aged 13 said so."}]},
    "W39": {"Progress": [_DONE | {"Impact": "Evidenced", "Evidence": "An audit"}]},
}  # fmt: skip  # a list in few lines


def _problems(example: dict[str, Any]) -> tuple[Problem, ...]:
    """What is found in an example once the plan is stored."""
    sheets = {name: rows for name, rows in (PLAN | example).items() if rows is not None}
    if "Cover" in example:
        sheets["Cover"] = example["Cover"]
    stored = [] if sheets.pop("Nothing", False) else [workbook(**PLAN)]
    if sheets.pop("Before", False):
        stored = [workbook(**PLAN, Plans=[_PLANNED])]
    if sheets.pop("Told", False):
        stored.append(workbook(Progress=[_DONE, _DONE | {"Period": "2025-26 Q1"}]))
    if sheets.pop("Merged", False):
        rows = [{"Code": "CLA", "Agency": name, "Numerator": 40} for name in ("Met", "ICB")]
        stored += [workbook(Measure_values=rows), workbook(Agencies=_MERGED)]
    known, type_in = Stored(*stored), sheets.pop("Typed", None)
    content = workbook(**sheets)
    if type_in:
        book, written = load_workbook(BytesIO(content)), BytesIO()
        type_in(book)
        book.save(written)
        content = written.getvalue()
    return check_workbook(content, "return.xlsx", known).problems


def _used() -> Iterator[str]:
    """Every code in the package, once for each place where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _CODE.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_workbook_that_breaks_a_rule_is_told_its_code(code: str) -> None:
    found = [problem for problem in _problems(EXAMPLES[code]) if problem.code == code]
    assert found
    assert {problem.severity for problem in found} == {RULES[code].severity}
    for problem in found:
        start = f"{problem.sheet}!{problem.cell}: " if problem.cell else problem.sheet
        assert problem.message.startswith(start)
        assert not problem.message.removeprefix(start).lstrip(": ")[:1].islower()


def test_every_rule_has_a_test() -> None:
    """Those without an example here are about files that no list of rows makes."""
    here = Path(__file__)
    tests = [path for path in here.parents[1].rglob("*.py") if path != here]
    tested = {code for path in tests for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    without = RULES.keys() - EXAMPLES.keys()
    assert {code[0] for code in without} == {"F"}
    assert without - tested == set()


def test_every_code_in_use_is_in_the_catalogue_and_the_other_way_round() -> None:
    """A code stands on the function that finds it, and where that function says it."""
    lined = dict.fromkeys(RULES, 0)
    for code in _used():
        assert code in RULES
        lined[code] += 1
    assert [code for code, places in lined.items() if places < 2] == []


def test_every_module_with_a_rule_is_gathered() -> None:
    """Otherwise the catalogue would lack its rules until somebody else imports it."""
    with_rules = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^@rule\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    loaded = "import sys, escp_data.validation.rules; print(*sys.modules)"
    call = [sys.executable, "-c", loaded]
    ran = subprocess.run(call, cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert with_rules <= set(ran.stdout.split())


def test_a_new_rule_is_one_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(CATALOGUE, "Z99", raising=False)

    @rule("Z99", "It is a made-up rule.", "Everywhere", "Leave it.")
    def finder() -> list[str]:
        return ["Z99"]

    assert finder() == ["Z99"]
    made = CATALOGUE.pop("Z99")
    assert (made.line, made.touches, made.remedy, made.severity) == (
        "It is a made-up rule.", "Everywhere", "Leave it.", "error",
    )  # fmt: skip  # a list in few lines


def test_two_rules_cannot_have_one_code() -> None:
    with pytest.raises(ValueError, match="K10 is in the catalogue already"):
        rule("K10", "Another.", "Everywhere", "Leave it.")


def test_a_rule_is_a_plain_sentence() -> None:
    for each in RULES.values():
        assert each.family in FAMILIES.values()
        assert each.touches
        for said in (each.line, each.remedy):
            assert said.endswith(".")
            assert not re.search(r"invalid|failed|please|oops|error\b(?!s of| of)", said, re.I)
        assert each.severity == "error" or each.code[0] in "SW"


def test_a_rule_about_a_kind_of_cell_touches_each_column_of_the_kind() -> None:
    assert RULES["C05"].touches == "Progress: RAG; Recommendations: RAG"
    assert RULES["C09"].touches == "Population: Date"
    assert RULES["C12"].touches == (
        "Measures: Reference group; Ethnicity counts: Ethnic group; Population: Ethnic group"
    )

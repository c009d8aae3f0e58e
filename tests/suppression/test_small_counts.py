"""A small count of children in a workbook is nowhere in what the commands say and write.

The same calls are made where three counts are 3 and where they are 4: all that comes out is the
same, but for the workbook as the agency sent it (`original`), which is the agency's own file.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import sentinel
from tests.calls import Caller
from tests.counted import COUNCIL
from tests.sentinel import PERIODS, cells, lasting
from tests.stores import return_workbook

Out = dict[str, Any]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


def written(folder: Path, small: int) -> dict[str, Path]:
    """The workbooks, as files of the same names in a folder of their own."""
    contents = {
        "plan": sentinel.plan_of(),
        **{period: sentinel.returned(period, small) for period in PERIODS},
        "later": sentinel.later(small),
        "slip": slip(),
        "broken": sentinel.broken(small),
        "tracker": sentinel.tracker(small),
    }
    folder.mkdir()
    paths = {name: folder / f"{name}.xlsx" for name in contents}
    for name, content in contents.items():
        paths[name].write_bytes(content)
    return paths


def slip() -> bytes:
    """Values of which one is a hundred times too large: their median would tell the small one."""
    values = [
        {"Code": "STRIP", "Period": period, "Numerator": number}
        for period, number in ((PERIODS[0], 0), (PERIODS[1], 30), (PERIODS[3], 3100))
    ]
    return return_workbook(PERIODS[3], COUNCIL, Measure_values=values)


BEFORE = ("plan", *PERIODS[:2])
"""Workbooks that are the same, and come before any small count: checking them can tell nothing."""
ALL_WAYS = (("check",), ("check", "--json"), ("upload", "--dry-run"), ("upload",))


def stored(
    call: Caller, folder: Path, small: int, ways: Sequence[tuple[str, ...]] = ALL_WAYS
) -> tuple[Path, Out]:
    """A store with everything uploaded by command, and what the commands said on the way."""
    files = written(folder, small)
    db = folder / "escp.db"
    said: Out = {}
    for name, path in files.items():
        for words in [("upload",)] if name in BEFORE else ways:
            accept = ("--accept-warnings",) if words == ("upload",) else ()
            answer = call("--db", db, *words, *accept, path)
            said[f"{' '.join(words)} {name}"] = plain(answer.code, answer.out + answer.err, folder)
    return db, said


def plain(code: int, text: str, folder: Path) -> tuple[int, str]:
    """An answer without what differs from folder to folder."""
    return code, lasting(text.replace(str(folder), "FOLDER"))


def everything(
    call: Caller, folder: Path, small: int, ways: Sequence[tuple[str, ...]] = ALL_WAYS
) -> Out:
    """All that the commands say and write about the store."""
    db, said = stored(call, folder, small, ways)
    for words in (
        ("history",), ("verify",), ("disproportionality",), ("disproportionality", "--json"),
        ("disproportionality", "--csv"), ("withdraw", "5", "--reason", "To see"), ("history",),
    ):  # fmt: skip  # a row a line
        answer = call("--db", db, *words)
        said[f"{' '.join(words)} {len(said)}"] = plain(answer.code, answer.out, folder)
    for name in ("actions.xlsx", "actions.csv"):
        assert call("--db", db, "export", folder / name).code == 0
        said[name] = contents(folder / name)
    for table in TABLES:
        path = folder / f"{table}.csv"
        answer = call("--db", db, "export", path, "--table", table)
        said[f"table {table}"] = contents(path) if answer.code == 0 else answer.err
    return said


TABLES = ("measure_values", "ethnicity_counts", "voice")


def contents(path: Path) -> Any:
    """What a file says."""
    data = path.read_bytes()
    return cells(data) if path.suffix == ".xlsx" else lasting(data.decode("utf-8-sig"))


def test_commands_say_the_same_whether_it_is_three_or_four(call: Caller, tmp_path: Path) -> None:
    three = everything(call, tmp_path / "three", 3)
    four = everything(call, tmp_path / "four", 4)
    assert [name for name in three if three[name] != four[name]] == []
    assert three.keys() == four.keys()
    assert "W01" in three["check slip"][1]
    [(_, shown)] = [
        said for name, said in three.items() if name.startswith("disproportionality --c")
    ]
    rows = csv.DictReader(io.StringIO(shown))
    assert {row["group"]: row["count"] for row in rows if row["period"] == PERIODS[2]} == {
        "Asian": "61", "Black": "[c]", "Mixed": "75", "White": "240", "Other": "[c]",
    }  # fmt: skip  # a list in few lines


@pytest.mark.parametrize("threshold", [10], indirect=True)
@pytest.mark.usefixtures("threshold")
def test_the_same_of_six_and_seven_where_the_threshold_is_ten(call: Caller, tmp_path: Path) -> None:
    six, seven = (everything(call, tmp_path / str(small), small, [("upload",)]) for small in (6, 7))
    assert [name for name in six if six[name] != seven[name]] == []
    assert six.keys() == seven.keys()

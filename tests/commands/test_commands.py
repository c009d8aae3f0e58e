"""The commands as a person or a program meets them, on a store with the sample plan."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import IO

import openpyxl
import pytest

from escp_data.records.demonstration import SAMPLES
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.calls import Caller
from tests.commands.files import WRONG, q3, workbook_file
from tests.store.test_store import dump
from tests.stores import PLAN, plan_workbook, return_workbook

MISTAKES = SAMPLES / "with_mistakes.xlsx"


# --- check -------------------------------------------------------------------------------------


def test_check_lists_every_problem_and_exits_1(call: Caller, sample_store: Path) -> None:
    said = call("check", MISTAKES, "--db", sample_store)
    checked = check_workbook(MISTAKES.read_bytes(), MISTAKES.name, Store(sample_store))
    *problems, total = said.lines
    assert (said.code, said.err) == (1, "")
    assert [line for line in problems if "Warning" not in line] == [
        f"{each.code}  {each.message}" for each in checked.errors
    ]
    assert len({each.code for each in checked.errors}) == len(problems) == 20
    assert all(each.message.startswith(f"{each.sheet}!{each.cell}: ") for each in checked.errors)
    assert total.startswith("with_mistakes.xlsx: 20 problems, 0 warnings, ")


def test_check_as_json_has_the_contracts_shape(call: Caller, store: Store) -> None:
    good = q3()
    bad = workbook_file("bad.xlsx", return_workbook("2024-25 Q3", Progress=WRONG))
    said = call("check", good, bad, "--json", "--db", store.path)
    assert (said.code, said.err) == (1, "")
    assert [json.loads(line) for line in said.lines] == [
        {"file": "q3.xlsx", "errors": [], "warnings": [], "rows": {"Progress": 1}},
        {
            "file": "bad.xlsx",
            "errors": [{
                "code": "C05", "sheet": "Progress", "cell": "C2",
                "message": "Progress!C2: RAG must be Red, Amber, Green, Complete or Not started. "
                           'It says "Ambr"; did you mean Amber?',
            }],
            "warnings": [],
            "rows": {"Progress": 1},
        },
    ]  # fmt: skip  # a row a line


def test_check_stores_nothing_and_exits_0(call: Caller, store: Store) -> None:
    before = dump(store)
    said = call("--db", store.path, "check", q3())
    assert (said.code, said.out, said.err) == (0, "q3.xlsx: 0 problems, 0 warnings, 1 row.\n", "")
    assert dump(store) == before


def test_check_goes_on_after_a_file_that_cannot_be_read(call: Caller, store: Store) -> None:
    text = workbook_file("text.xlsx", b"not a workbook at all")
    bad = workbook_file("bad.xlsx", return_workbook("2024-25 Q3", Progress=WRONG))
    said = call("check", "gone.xlsx", bad, text, q3(), "--json", "--db", store.path)
    assert said.code == 2
    assert [json.loads(line)["file"] for line in said.lines] == ["bad.xlsx", "q3.xlsx"]
    first, second = said.err.splitlines()
    assert first == "There is no file gone.xlsx. Check the path."
    assert second.startswith("text.xlsx ")


def test_check_gives_a_copy_with_every_problem_marked(call: Caller, sample_store: Path) -> None:
    out = sample_store.parent / "annotated.xlsx"
    said = call("check", MISTAKES, "--annotate", out, "--json", "--db", sample_store)
    assert (said.code, said.err) == (1, f"Wrote {out}.\n")
    errors = json.loads(said.out)["errors"]
    book = openpyxl.load_workbook(out)
    unmarked = [each for each in errors if not book[each["sheet"]][each["cell"]].comment]
    assert (len(errors), unmarked) == (20, [])
    out.unlink()


def test_an_annotated_copy_never_replaces_the_workbook(call: Caller, store: Store) -> None:
    path = q3()
    before = Path(path).read_bytes()
    said = call("check", path, "--annotate", f"./{path}", "--db", store.path)
    assert said.refusal == "./q3.xlsx is the workbook itself. Name another file to write."
    assert Path(path).read_bytes() == before
    two = call("check", path, path, "--annotate", "out.xlsx", "--db", store.path)
    assert two.refusal == "--annotate takes one workbook at a time. Give one file."


def test_check_and_template_do_without_a_store_that_is_still_to_be_made(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ESCP_DB", "new.db")
    plan = workbook_file("plan.xlsx", plan_workbook())
    note = "There is no dashboard at new.db yet, so nothing stored is known.\n"
    said = call("check", plan)
    assert (said.code, said.err) == (0, note)
    assert call("template", "out.xlsx").err == note
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.xlsx", "plan.xlsx"]


# --- the others --------------------------------------------------------------------------------


def test_the_original_comes_back_byte_for_byte(call: Caller, store: Store) -> None:
    path = q3()
    call("upload", path, "--db", store.path)
    said = call("original", "4", "back.xlsx", "--db", store.path)
    assert (said.code, said.out) == (0, "Wrote q3.xlsx to back.xlsx.\n")
    assert Path("back.xlsx").read_bytes() == Path(path).read_bytes()


def test_an_empty_store_has_no_history_and_is_whole(call: Caller, empty_store: Path) -> None:
    assert call("history", "--db", empty_store).out == "Nothing has been uploaded yet.\n"
    assert call("verify", "--db", empty_store).out == "The dashboard's file is whole.\n"
    assert call("export", "out.csv", "--db", empty_store).refusal == (
        "The dashboard has no plan yet. Upload the plan workbook first."
    )
    assert call("withdraw", "1", "--reason", "x", "--db", empty_store).refusal == (
        "There is no upload 1. See the history for the numbers there are."
    )


def test_a_backup_can_be_verified(call: Caller, store: Store) -> None:
    assert call("backup", "copy.db", "--db", store.path).out == "Wrote copy.db.\n"
    said = call("verify", "--db", "copy.db")
    newest = f"Newest seal: {store.newest_seal()}"
    assert (said.code, said.lines) == (0, ["The dashboard's file is whole.", newest])
    assert call("history", "--db", "copy.db").lines[-1] == newest
    with Store(Path("copy.db")).writing() as connection:
        connection.execute("DELETE FROM progress WHERE ref = '2.2'")
    said = call("verify", "--db", "copy.db")
    first, second = said.lines
    assert (said.code, first) == (1, "Upload 2 brought 3 rows of Progress, and 2 are there.")
    assert second.startswith("What seal 2 covers is not as it was sealed: upload 2 (")


def test_a_template_is_for_a_period_and_an_agency(call: Caller, store: Store) -> None:
    wanted = ("template", "out.xlsx", "--period", "Q3 2024/25", "--agency", "met")
    said = call(*wanted, "--db", store.path)
    assert (said.code, said.out) == (0, "Wrote out.xlsx.\n")
    page = openpyxl.load_workbook("out.xlsx")["Progress"]
    asked = [row[:2] for row in page.iter_rows(values_only=True) if "2024-25 Q3" in row]
    assert asked == [("2.1", "2024-25 Q3")]


# --- what stands on the terminal -----------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("files", "shown"), [(1, False), (2, True)])
def test_progress_is_told_to_people_and_for_several_files(
    call: Caller, store: Store, monkeypatch: pytest.MonkeyPatch, files: int, shown: bool
) -> None:
    paths = [q3(f"{number}.xlsx") for number in range(files)]
    assert call("check", *paths, "--db", store.path).err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    said = call("check", *paths, "--db", store.path)
    assert ("Workbook 2 of 2" in terminal.getvalue()) is shown
    assert "Workbook 2 of 2" not in said.out


def test_a_cell_cannot_speak_to_the_terminal(call: Caller, store: Store) -> None:
    name = "\x1b[2Jodd\nname.xlsx"
    said = call("check", name, "--db", store.path)
    assert said.refusal == "There is no file  [2Jodd name.xlsx. Check the path."
    row = PLAN["Actions"][0] | {"Action": "A _x001B_[2J B"}
    path = workbook_file("escape.xlsx", return_workbook("2024-25 Q2", Actions=[row]))
    assert "\x1b" not in call("upload", path, "--db", store.path).out


def run(
    *arguments: str | Path, stdout: int | IO[str] = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "escp_data", *map(str, arguments)],
        cwd=SAMPLES.parent, text=True, encoding="utf-8", timeout=60, check=False,
        stdout=stdout, stderr=subprocess.PIPE,
    )  # fmt: skip  # pairs share a line


def test_it_runs_as_a_program(sample_store: Path) -> None:
    done = run("check", MISTAKES, "--db", sample_store)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 21


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This computer has no /dev/full")
def test_an_output_that_is_full_is_said_in_one_sentence(sample_store: Path) -> None:
    with open("/dev/full", "w") as full:
        done = run("history", "--db", sample_store, stdout=full)
    assert (done.returncode, done.stderr) == (
        2,
        "The output cannot be written: the disk is full.\n",
    )

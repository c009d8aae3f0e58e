"""Which command a call names, and that it reads no more of the program than it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from escp_data.commands.command_line import IN_MODULE, named

HOME = Path(__file__).parents[2]
# What takes longest to read, and neither a check nor an upload needs.
HEAVY = "altair, docx, scipy.optimize, escp_data.papers"
LOADED = (
    "import sys; from escp_data.commands.command_line import command; command(sys.argv[1]);"
    "print(*(name for name in sys.argv[2].split(', ') if name in sys.modules))"
)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("template out.xlsx", "template"),
        ("--db check template out.xlsx", "template"),
        ("--db=check upload check", "upload"),
        ("report --db upload verify.docx", "report"),
    ],
)
def test_a_call_names_one_command(call: str, name: str) -> None:
    assert named(call.split()) == [name]


@pytest.mark.parametrize("call", ["", "--help", "--version", "chek file.xlsx", "--db upload"])
def test_a_call_that_names_none_is_answered_by_all_of_them(call: str) -> None:
    assert named(call.split()) == list(IN_MODULE)


@pytest.mark.parametrize(
    ("name", "loaded"),
    [("check", []), ("upload", []), ("report", ["altair", "docx", "escp_data.papers"])],
)
def test_a_command_reads_only_its_own_part_of_the_program(name: str, loaded: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, name, HEAVY],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == loaded

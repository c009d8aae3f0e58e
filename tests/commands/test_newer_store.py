"""A store that a newer version made is refused by every command in one sentence (row 84)."""

from pathlib import Path

import pytest

from escp_data.commands.command_line import IN_MODULE
from escp_data.records.upkeep import backup
from tests.calls import Caller, contents
from tests.store.test_upgrading import NEWER, change
from tests.stores import plan_store, return_workbook

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "template": ("out.xlsx",), "check": ("return.xlsx",), "understand": ("return.xlsx",),
    "upload": ("return.xlsx",), "history": (), "audit": (),
    "withdraw": ("1", "--reason", "A trial"), "original": ("1", "out.xlsx"),
    "export": ("out.xlsx",), "disproportionality": (), "measures": (), "report": ("out.docx",),
    "backup": ("out.db",), "restore": ("backup.db",), "verify": (),
}  # fmt: skip  # a list in few lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newer store, a backup from before, and a return."""
    place = tmp_path_factory.mktemp("newer")
    store = plan_store(place)
    backup(store, place / "backup.db")
    change(store.path, NEWER["a contract"])
    (place / "return.xlsx").write_bytes(return_workbook("2024-25 Q3"))
    return place


def test_every_command_is_tried() -> None:
    assert sorted(ARGUMENTS) == sorted(IN_MODULE)


@pytest.mark.parametrize("command", ARGUMENTS)
def test_84_every_command_refuses_a_newer_store_and_writes_nothing(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = contents(folder)
    said = Caller(capsys)(command, *ARGUMENTS[command], "--db", folder / "escp.db")
    assert (said.refusal, said.out) == (
        f"{folder / 'escp.db'} was made by a newer version of this program, and nothing was read "
        "or stored. Install that version, or restore a backup that this one made.",
        "",
    )
    assert contents(folder) == before

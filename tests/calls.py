"""The commands called within the test's own process, and what they said."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from escp_data.commands.command_line import main


@dataclass(frozen=True)
class Said:
    """A call's exit code, its standard output and its standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines on standard output."""
        return self.out.splitlines()

    @property
    def refusal(self) -> str:
        """The one sentence of a call that could not be carried out, and of nothing else."""
        assert self.code == 2, self
        assert self.err.endswith(".\n"), self.err
        assert self.err.count("\n") == 1, self.err
        words = self.err.casefold()
        assert [word for word in ("error", "invalid", "failed", "errno") if word in words] == []
        return self.err.rstrip("\n")


class Caller:
    """`call("check", path)` runs `python -m escp_data check PATH`."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self.captured = captured

    def __call__(self, *arguments: str | Path) -> Said:
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as stop:
            code = int(str(stop.code))
        return Said(code, *self.captured.readouterr())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder but those that SQLite keeps beside an open store."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }

"""The demonstration store: made whole or not at all, kept, and never in the way of a real one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from escp_data.errors import CannotRead
from escp_data.records import demonstration
from escp_data.records.demonstration import (
    LEFT_FOR_THE_NEWCOMER,
    NEXT_RETURNS,
    SAMPLES,
    is_demonstration,
    open_demonstration,
    sample_returns,
)
from escp_data.records.uploads import history
from escp_data.store.database import Store, open_store
from tests.limits import full_disk
from tests.store.test_store import dump
from tests.stores import report


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder with the plan as its only sample, and a temporary folder beside it."""
    samples = tmp_path / "project" / "sample_data"
    samples.mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    (samples / "plan.xlsx").write_bytes((SAMPLES / "plan.xlsx").read_bytes())
    monkeypatch.setattr(demonstration, "SAMPLES", samples)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.delenv("ESCP_DB", raising=False)
    return tmp_path / "project"


def files(folder: Path) -> list[str]:
    """Every file below a folder but SQLite's own, by its path in it."""
    every = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return sorted(path for path in every if not path.endswith(("-wal", "-shm")))


def test_it_is_made_once_and_kept(project: Path) -> None:
    store = open_demonstration()
    report(store, "2024-25 Q1", r1_1="Green")
    again = open_demonstration()
    assert (again, len(history(again))) == (store, 2)
    assert files(project / ".demo") == [store.path.name]
    assert store.path.parent == project / ".demo"


def test_it_is_made_afresh_where_the_samples_have_changed(project: Path) -> None:
    store = open_demonstration()
    sample = project / "sample_data" / "2023-24_Q1.xlsx"
    sample.write_bytes((SAMPLES / sample.name).read_bytes())
    changed = open_demonstration()
    assert list(history(changed)["file_name"]) == ["2023-24_Q1.xlsx", "plan.xlsx"]
    assert files(project / ".demo") == sorted([store.path.name, changed.path.name])


def test_nothing_is_left_where_it_cannot_be_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstration, "load_samples", stop)
    with pytest.raises(KeyboardInterrupt):
        open_demonstration()
    assert files(project / ".demo") == []


def test_one_that_another_process_made_meanwhile_is_used_and_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = demonstration._settle

    def meanwhile(store: Store) -> None:
        """Another process is quicker, and a person has begun to use its store."""
        monkeypatch.setattr(demonstration, "_settle", settle)
        report(open_demonstration(), "2024-25 Q1", r1_1="Green")
        settle(store)

    monkeypatch.setattr(demonstration, "_settle", meanwhile)
    store = open_demonstration()
    assert len(history(store)) == 2
    assert files(project / ".demo") == [store.path.name]


def test_two_processes_at_once_have_one_whole_store(project: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from escp_data.records import demonstration;"
        "from escp_data.records.uploads import history;"
        "demonstration.SAMPLES = Path(sys.argv[1]);"
        "store = demonstration.open_demonstration();"
        "print(store.path.name, len(history(store)))"
    )
    call = [sys.executable, "-c", code, str(project / "sample_data")]
    both = [
        subprocess.Popen(call, cwd=SAMPLES.parent, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {process.communicate(timeout=60)[0] for process in both}
    assert said == {f"{open_demonstration().path.name} 1\n"}
    assert len(files(project / ".demo")) == 1


@pytest.mark.parametrize("without_links", [False, True])
def test_a_file_system_without_links_will_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, without_links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    if without_links:
        monkeypatch.setattr(os, "link", refuse)
    store = open_demonstration()
    assert len(dump(store)) > 100
    assert files(project / ".demo") == [store.path.name]


def test_a_project_that_cannot_be_written_to_is_left_alone(project: Path, tmp_path: Path) -> None:
    (project / ".demo").write_text("not a folder")
    store = open_demonstration()
    assert store.path.parent == tmp_path / "temporary" / "escp-demonstration"
    assert is_demonstration(store)
    assert open_demonstration() == store


def test_one_that_is_spoiled_is_made_elsewhere(project: Path, tmp_path: Path) -> None:
    kept = open_demonstration().path
    assert kept.parent == project / ".demo"
    kept.write_bytes(b"spoiled by something" * 1000)
    store = open_demonstration()
    assert store.path == tmp_path / "temporary" / "escp-demonstration" / kept.name


def test_where_there_is_no_room_at_all_one_sentence_says_so(project: Path) -> None:
    with full_disk(), pytest.raises(CannotRead) as refusal:
        open_demonstration()
    assert str(refusal.value) == (
        "There is no folder to keep the demonstration in. Set ESCP_DB instead."
    )
    assert files(project / ".demo") == []


def test_without_samples_one_sentence_says_so(project: Path) -> None:
    (project / "sample_data" / "plan.xlsx").unlink()
    with pytest.raises(CannotRead, match=r"The sample workbooks in .* cannot be read\."):
        open_demonstration()


def test_a_named_store_wins(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_demonstration()
    monkeypatch.setenv("ESCP_DB", str(project / "real.db"))
    assert not is_demonstration()


def test_a_store_is_a_demonstration_by_where_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = open_store(project / "demonstration-real.db")
    made = open_demonstration()
    assert (is_demonstration(real), is_demonstration(made)) == (False, True)
    monkeypatch.setenv("ESCP_DB", str(real.path))
    monkeypatch.chdir(made.path.parent)
    assert is_demonstration(Store(Path(made.path.name)))
    assert not is_demonstration(real)


def test_the_newcomers_workbook_and_the_odd_ones_are_left_out() -> None:
    names = [path.name for path in sample_returns()]
    assert names[:2] == ["plan.xlsx", "2023-24_Q1.xlsx"]
    assert (len(names), names[-1]) == (13, "plan_2026-29.xlsx")
    assert not {LEFT_FOR_THE_NEWCOMER, *NEXT_RETURNS} & set(names)

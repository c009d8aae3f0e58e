"""Every question that any page asks, for somebody who may see one agency's own."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from escp_data.access.listed import ACCESS
from escp_data.access.people import AtTheMachine, Person, Visitor
from escp_data.access.questions import OF_ONE_AGENCY, OF_THE_FRAME, Question, require_answer
from escp_data.errors import NotAllowed

HOME = Path(__file__).parents[2]
NOW = datetime.now(UTC)
POLICE, STRANGER = Person("one@police.example", NOW), Person("one@else.example", NOW)
VIEWER, EDITOR = Person("chair@council.example", NOW), Person("editor@council.example", NOW)
LISTED = """
editors = ["editor@council.example"]
viewers = ["@council.example"]
[agencies]
"Metropolitan Police" = ["@police.example"]
"""


@pytest.fixture(autouse=True)
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "access.toml"
    path.write_text(LISTED, "utf-8")
    monkeypatch.setenv(ACCESS, str(path))


def asked_in(path: Path) -> Iterator[Question]:
    """Every question that a file hands to `ask` by its name."""
    tree = ast.parse(path.read_text("utf-8"))
    whence = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ask":
            name = ast.unparse(node.args[0])
            if name in whence:
                module, called = whence[name]
                yield getattr(import_module(module), called)


def questions() -> list[Question]:
    """Every question of every page, once."""
    files = [HOME / "dashboard.py", *(HOME / "pages").rglob("*.py")]
    found = {each for path in files for each in asked_in(path)}
    return sorted(found, key=lambda each: f"{each.__module__}.{each.__qualname__}")


def is_answered(visitor: Visitor, question: Question, *arguments: Any) -> bool:
    try:
        require_answer(visitor, question, arguments)
    except NotAllowed:
        return False
    return True


def told(visitor: Visitor, agency: str) -> set[Question]:
    return {each for each in questions() if is_answered(visitor, each, "a view", agency)}


def test_an_agencys_viewer_is_told_its_own_and_the_frames_and_nothing_else() -> None:
    assert len(questions()) > 40
    assert told(POLICE, "Metropolitan Police") == OF_THE_FRAME | OF_ONE_AGENCY
    assert told(POLICE, "Enfield Council") == OF_THE_FRAME
    assert not is_answered(POLICE, next(iter(OF_ONE_AGENCY)))


@pytest.mark.parametrize("visitor", [STRANGER, None])
def test_whoever_is_not_let_in_is_told_nothing(visitor: Visitor) -> None:
    assert told(visitor, "Metropolitan Police") == set()


@pytest.mark.parametrize("visitor", [VIEWER, EDITOR, AtTheMachine()])
def test_everybody_else_is_told_everything(visitor: Visitor) -> None:
    assert told(visitor, "Metropolitan Police") == set(questions())

"""Arrows between rooms run one way, as the table in docs/design.md has them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).parents[1]
PACKAGE = "escp_data"
_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def table() -> list[str]:
    """The rooms of docs/design.md, the ground first."""
    page = (HOME / "docs" / "design.md").read_text(encoding="utf-8")
    return _ROW.findall(page.partition("## Rooms")[2].partition("\n## ")[0])


def rooms() -> dict[Path, str]:
    """Every module of the package, and its room."""
    package = HOME / PACKAGE
    return {
        path: path.relative_to(package).parts[0].removesuffix(".py")
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in ("__init__.py", "__main__.py")
    }


def imported(source: str) -> Iterator[str]:
    """The rooms that a module imports from, imports inside functions included."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        parts = [name.split(".")[1] for name in names if name.startswith(f"{PACKAGE}.")]
        yield from (room for room in parts if room in table())


def imports_of(path: Path) -> set[str]:
    """The packages that a module imports from, imports inside functions included."""
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r"^\s*(?:import|from) (\w+)", text, re.MULTILINE))


def against(room: str, source: str) -> list[str]:
    """The rooms that a module of `room` uses and must not know."""
    order = table()
    return [used for used in imported(source) if order.index(used) > order.index(room)]


def test_the_table_names_every_room_and_no_other() -> None:
    assert sorted(table()) == sorted(set(rooms().values()))


def test_no_arrow_runs_upwards() -> None:
    found = {
        str(path.relative_to(HOME)): up
        for path, room in rooms().items()
        if (up := against(room, path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_an_arrow_inside_a_function_is_seen() -> None:
    source = "def late():\n    from escp_data.excel.workbook import read_workbook\n"
    assert against("text", source) == ["excel"]
    assert against("store", "from escp_data import disproportionality") == ["disproportionality"]
    assert against("papers", source) == []


def test_no_room_knows_the_screen() -> None:
    assert [path for path in rooms() if "streamlit" in imports_of(path)] == []


def test_no_screen_knows_a_reader_of_workbooks() -> None:
    """What a sheet calls its cells is `escp_data`'s to say."""
    screens = [HOME / "dashboard.py", *(HOME / "pages").rglob("*.py")]
    assert [path for path in screens if {"openpyxl", "python_calamine"} & imports_of(path)] == []


def test_design_says_what_every_module_is_for() -> None:
    """But where a room is a family of modules alike: a sheet, a command or a part of Word each."""
    page = (HOME / "docs" / "design.md").read_text(encoding="utf-8")
    families = {HOME / PACKAGE / each for each in ("commands", "contract", "papers/word")}
    modules = [*rooms(), *(HOME / "pages" / "parts").glob("*.py")]
    told = [path for path in modules if path.parent not in families and path.stem[:2] != "__"]
    assert [path for path in told if f"`{path.stem}`" not in page] == []

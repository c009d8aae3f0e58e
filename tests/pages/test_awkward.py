"""Text from a workbook is shown as the text it is, on every page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app import nodes
from tests.pages.awkward import AGENCY, AWKWARD, awkward_store, plan
from tests.pages.reading import AS_IT_IS, everything
from tests.pages.test_upload import choose

Open = Callable[..., AppTest]


@pytest.fixture
def awkward(open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Open:
    """Opens pages of a store whose every word is an attempt on the screen."""
    monkeypatch.setenv("ESCP_DB", str(awkward_store(tmp_path).path))
    return open_page


def raw(page: AppTest) -> list[str]:
    """What goes to a place that reads Markdown, and holds awkward words unescaped."""
    found = []
    for node in nodes(page._tree):
        if node.type in AS_IT_IS:
            continue
        for words in (getattr(node, "value", ""), getattr(node, "label", "")):
            signs = ("<b>h", "<b>e") if node.type == "html" else ("<b>", "**b", "**Ag")
            if isinstance(words, str) and any(sign in words for sign in signs):
                found.append(f"{node.type}: {words}")
    return found


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("", ["title"]),
        ("priority-1", ["title", "aim", "action", "success", "group", "owner", "Evidence"]),
        ("priority-2", ["lines"]),
        ("actions", ["action", "group", "reason", "Progress update", "Barriers", "Next steps"]),
        ("voice", ["Theme", "What children said", "What changed as a result", "Heard by"]),
        ("training", ["Course"]),
        ("children", ["What children said", "What changed as a result"]),
        ("returns", []),
        ("history", []),
        ("about", []),
    ],
)
def test_words_are_escaped_wherever_markdown_is_read(
    awkward: Open, path: str, shown: list[str]
) -> None:
    page = awkward(path, action="1.1")
    assert raw(page) == []
    read = everything(page)
    assert [name for name in shown if f"{name}: {AWKWARD}" not in read] == []


def test_a_file_is_shown_by_its_own_name(awkward: Open) -> None:
    page = choose(awkward("upload"), (f"{AGENCY}.xlsx", plan() + b"\0"))
    assert raw(page) == []
    assert f"{AGENCY}.xlsx" in everything(page)

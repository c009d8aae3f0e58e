"""A page in the words that a reader sees: no Markdown, no frame, no menu."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node

from tests.app import node_texts, nodes

_ICON = re.compile(r":material/\w+: ?")
_BADGE = re.compile(r":\w+-badge\[(?:[■▲●◆○?] )?((?:[^\[\]\\]|\\.)*)\]")
_SMALL = re.compile(r":small\[(.*)\]", re.DOTALL)
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)")
_ESCAPED = re.compile(r"\\(.)")
_BOLD = re.compile(r"(?<!\\)\*\*|(?<!\\)~~")
PLAN = "Enfield Safeguarding Children Partnership Business Plan 2023 to 2026"
AS_IT_IS = {"text", "code", "multiselect", "selectbox", "vega_lite_chart"}
_LOOK = re.compile(r"<style>.*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^<>]+>")
_WORD_JOINER = "\u2060"


def words(text: str) -> str:
    """`:red-badge[■ Red] 1\\.1` as it shows, but for its shapes and icons: `Red 1.1`."""
    shown = _SMALL.sub(r"\1", _LINK.sub(r"\1", text))
    shown = _BADGE.sub(r"\1", _ICON.sub("", shown))
    shown = _ESCAPED.sub(r"\1", _BOLD.sub("", shown))
    return shown.replace(_WORD_JOINER, "")


def node_lines(node: Node) -> list[str]:
    """What one part of the page shows: Markdown is read where Streamlit reads it."""
    if node.type == "html":
        if any('class="on-paper"' in text for text in node_texts(node)):
            return []  # for a printed page
        return [line for text in node_texts(node) for line in _drawn(text)]
    if node.type in AS_IT_IS:
        return list(node_texts(node))
    return [words(text) for text in node_texts(node)]


def _drawn(text: str) -> list[str]:
    """The words between the tags of HTML that we wrote."""
    parts = _TAG.split(_LOOK.sub("", text))
    return [unescape(part).strip() for part in parts if part.strip()]


def lines(app: AppTest) -> list[str]:
    """Every text in the main part of the page, in order, as a reader sees it."""
    return [line for node in nodes(app.main) for line in node_lines(node)]


def between(app: AppTest, first: str, last: str | None = None) -> list[str]:
    """The lines after `first`, up to `last` where it is named."""
    every = lines(app)
    rest = every[every.index(first) + 1 :]
    return rest[: rest.index(last)] if last is not None else rest


def menu(app: AppTest) -> list[str]:
    """The menu's headings and links, in order, below the plan's name, if it has one."""
    name, *rest = [line for node in nodes(app.sidebar) for line in node_lines(node)]
    if name == "The plan" and rest[0].startswith("It has no name yet"):
        return rest[1:]
    if name.split() == PLAN.split():
        return rest
    return [name, *rest]


def table(app: AppTest, at: int = 0) -> list[list[str]]:
    """A table on the page as rows of words, its headings first."""
    frame = app.table[at].value
    head = [words(str(name)) for name in frame.columns]
    return [head, *([words(str(cell)) for cell in row] for row in frame.to_numpy().tolist())]


def everything(app: AppTest) -> str:
    """All there is to read, in one text."""
    return "\n".join(line for node in nodes(app._tree) for line in node_lines(node))

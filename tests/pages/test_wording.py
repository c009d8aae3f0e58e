"""One voice: words of the builders' and of statisticians' own are on no screen.

Every page is drawn in its main states, and all that a person can read on it is looked through.
"""

import ast
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.markers import MARKS
from escp_data.records.uploads import withdraw
from escp_data.store.database import open_store
from escp_data.text.glossary import GLOSSARY
from tests import app
from tests.pages.reading import everything
from tests.pages.test_upload import GONE_BACK, NEXT, choose, look, states
from tests.pages.test_upload_desk import LETTER, OWN, WRONG
from tests.stores import plan_store

FORBIDDEN = {
    "store, as a thing": r"\b(the|this|an?|no|new|empty|whole|sample) store\b|store's",
    "comparator": r"\bcomparators?\b",
    "excess": r"\bexcess\b",
    "crossed": r"\bcrossed\b",
    "population basis": r"\bpopulation basis\b|\bbasis\b",
    "a mark and its word": r"\[[cxz]\] hidden",
    "at baseline": r"\bat baseline\b",
    "an impact rating": r"\bnot yet evidenced\b|\bemerging\b|\bevidenced\b",
    "numerator": r"\b(numerator|denominator)s?\b",
    "dispersion": r"\bdispersion\b",
    "a database's word": r"\b(SQL\w*|database|null|NaN|dataframe|traceback)\b",
    "an ellipsis": "\u2026",
    "American spelling": r"\b(color|center|behavior|program|\w+(?<!s)izations?|analyz\w+)\b",
}
"""What is kept out, by what it is called here; any case."""
ALLOWED = {
    ("methods", "dispersion"): "the formulas' own words, each explained where it stands",
    ("methods", "numerator"): "for statisticians, and the names of a workbook's columns",
    ("history?upload=2", "an impact rating"): "what the workbook's cells said, as they were sent",
    ("measures?measure=STOP", "numerator"): "the names of a workbook's columns, over its numbers",
}
SAMPLE = [
    *[
        "",
        "priority-2",
        "priority-3",
        "agency-metropolitan-police",
        "agency-nhs-ncl-icb",
        "actions",
        "measures",
    ],
    *[
        "measures?measure=STOP",
        "disproportionality",
        "disproportionality?measure=Strip search of children",
    ],
    *["disproportionality?group=Mixed&agency=Metropolitan Police", "voice", "training"],
    *[
        "training?agency=Nobody",
        "assurance",
        "reviews",
        "meeting",
        "meetings",
        "papers",
        "children",
    ],
    *["papers", "upload", "returns", "history", "history?upload=2", "methods", "about"],
    *["actions?rag=Red&impact=Emerging&action=2.1", "actions?text=nothing like it"],
    *["?as_at=2024-08-01", "actions?as_at=2024-08-01", "history?as_at=2020-01-01"],
]
"""What is drawn on the sample store: a path and its query."""

Texts = dict[str, str]


def draw(address: str) -> str:
    """All there is to read at an address."""
    path, _, query = address.partition("?")
    asked = dict(pair.split("=") for pair in query.split("&") if pair)
    page = app.new_app(path, **asked)
    app.run(page)
    return seen(page)


def seen(page: AppTest) -> str:
    """All there is to read on a page, what its charts draw in words too; no style sheets."""
    drawn = "\n".join(word for each in app.charts(page) for word in titles(each.spec))
    whole = f"{everything(page)}\n{drawn}"
    whole = re.sub(r"(?s)<style>.*?</style>|\(data:[^)]*\)", " ", whole)
    return re.sub(r"</?[a-z][^>]*>", " ", whole)


def titles(spec: Any) -> Iterator[str]:
    """Every title in a chart's specification, at any depth."""
    if isinstance(spec, list):
        for each in spec:
            yield from titles(each)
    elif isinstance(spec, dict):
        for name, each in spec.items():
            if name in ("title", "subtitle", "text") and isinstance(each, str | list):
                yield str(each)
            yield from titles(each)


def the_desk() -> Iterator[tuple[str, str]]:
    """The upload list with a good, a doubtful, a bad, a refused and an agency's own file."""
    page = choose(
        app.open_page("upload"), ("good.xlsx", NEXT), ("warned.xlsx", GONE_BACK),
        ("wrong.xlsx", WRONG), ("plan.xlsx", LETTER), ("own.xlsx", OWN),
    )  # fmt: skip  # pairs share a line
    for name in states(page):
        yield f"upload, {name}", seen(look(page, name))


@pytest.fixture(scope="module")
def read(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """What stands on every page, by its address or what is done there."""
    small, empty = plan_store(tmp_path_factory.mktemp("small")), tmp_path_factory.mktemp("empty")
    withdraw(small, 3, "The wrong quarter", "Business unit")
    open_store(empty / "escp.db")
    (empty / "letter.db").write_text("Dear all,")
    found: Texts = {}
    with ExitStack() as stack:
        stack.enter_context(app.as_served())
        given = stack.enter_context(pytest.MonkeyPatch.context())
        given.setenv("ESCP_DB", str(sample_store))
        found |= {address: draw(address) for address in SAMPLE}
        given.setenv("ESCP_DB", str(small.path))
        found |= {f"small {path}": draw(path) for path in ("", "history", "voice", "training")}
        found |= dict(the_desk())
        given.setenv("ESCP_DB", str(empty / "escp.db"))
        found |= {f"empty {path}": draw(path) for path in ("", "upload", "history")}
        given.setenv("ESCP_DB", str(empty / "letter.db"))
        found["no dashboard"] = seen(app.open_page())
    return found


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_word_is_on_no_page(read: Texts, word: str) -> None:
    said = {
        address: [text[max(0, at.start() - 60) : at.end() + 60] for at in found]
        for address, text in read.items()
        if (found := list(re.finditer(FORBIDDEN[word], text, re.IGNORECASE)))
        and (address, word) not in ALLOWED
    }
    assert said == {}


@pytest.mark.parametrize("mark", MARKS.values())
def test_a_mark_is_explained_where_it_stands(read: Texts, mark: str) -> None:
    it = re.escape(mark)
    told = re.compile(
        f"{it} (is|means|stands for) |{it} not applicable|{it} not returned|read {it}"
    )
    marked = {address: text.replace("`", "") for address, text in read.items() if mark in text}
    assert marked
    assert [address for address, text in marked.items() if not told.search(text)] == []


def test_each_exception_is_needed(read: Texts) -> None:
    assert [
        (address, word)
        for address, word in ALLOWED
        if not re.search(FORBIDDEN[word], read[address], re.IGNORECASE)
    ] == []


def test_every_word_explained_is_used(read: Texts) -> None:
    """The glossary's own table does not count."""
    said = "\n".join(text for address, text in read.items() if address != "methods").casefold()
    figures = read["methods"].partition("Rate\nHow many events")[2].casefold()
    assert [each.name for each in GLOSSARY if each.name.casefold() not in said + figures] == []


def test_pages_say_none_of_the_words_where_nothing_drew_them() -> None:
    """Sentences for states that no test draws: every text in the pages' own code."""
    folder = Path(__file__).parents[2]
    said = [
        (path.name, text)
        for path in (*sorted((folder / "pages").rglob("*.py")), folder / "dashboard.py")
        for text in sentences(path.read_text(encoding="utf-8"))
        for word, pattern in FORBIDDEN.items()
        if (path.stem, word) not in ALLOWED and re.search(pattern, text, re.IGNORECASE)
    ]
    assert said == []


def sentences(source: str) -> Iterator[str]:
    """Every text of two words or more in a module that is not a docstring."""
    tree = ast.parse(source)
    docs = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in docs:
            text = each.value.strip()
            if " " in text:
                yield text


def test_a_docstring_is_no_sentence_and_a_title_is_read() -> None:
    source = 'def f():\n    """The store."""\n    return f"the store {1}", "x"\n'
    assert list(sentences(source)) == ["the store"]
    assert list(titles({"layer": [{"title": "Excess"}], "name": "x"})) == ["Excess"]

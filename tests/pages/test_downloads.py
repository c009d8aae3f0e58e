"""Every download of every page goes one way: allowed still, noted, and where it fails, said why."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from escp_data.access.permits import Doing
from escp_data.errors import CannotRead, NotAllowed
from escp_data.serving.reasons import told
from escp_data.store.audit import log
from escp_data.store.database import Store
from pages.parts.downloads import made
from pages.parts.serving import FAILED, with_reason
from tests.pages.conftest import Downloads

HOME = Path(__file__).parents[2]
ONE_WAY = HOME / "pages" / "parts" / "downloads.py"
Open = Callable[..., AppTest]
DOWNLOADS = {"download_button", "link_button"}
WHO = "somebody@council.example"


def calls(source: str) -> Iterator[str]:
    """The names of all that is called, or handed on to be called."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


@pytest.mark.parametrize(
    "path", [HOME / "dashboard.py", *(HOME / "pages").rglob("*.py")], ids=lambda path: path.name
)
def test_no_page_offers_a_download_any_other_way(path: Path) -> None:
    found = [name for name in calls(path.read_text("utf-8")) if name in DOWNLOADS]
    assert found == (["download_button"] if path == ONE_WAY else [])


def entries(store: Store) -> list[tuple[str, str, str]]:
    return list(log(store)[["Who", "What", "Detail"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("page", "file", "line"),
    [
        ("upload", "template", "the empty template"),
        ("returns", "2024-25-Q2-Enfield-Council", "return for 2024-25 Q2, Enfield Council"),
    ],
)
def test_forms_are_in_the_log_too(
    small_store: Store, open_page: Open, downloads: Downloads, page: str, file: str, line: str
) -> None:
    open_page(page)
    before = len(entries(small_store))
    assert downloads[f"escp-return-{file}.xlsx"]()[:2] == b"PK"
    assert entries(small_store)[: len(entries(small_store)) - before] == [
        ("Dashboard", "Exported", line)
    ]


def test_what_is_not_allowed_any_more_is_not_made(small_store: Store) -> None:
    def refuse() -> None:
        raise NotAllowed("Only the business unit may.")

    with told() as said, pytest.raises(NotAllowed):
        made(small_store, WHO, refuse, lambda: b"secret", "a thing", Doing.ORIGINAL)
    assert said == ["Only the business unit may."]
    assert entries(small_store)[0] == (WHO, "Was refused", Doing.ORIGINAL.value)


def test_what_cannot_be_read_says_why(small_store: Store) -> None:
    def unreadable() -> bytes:
        raise CannotRead("The file of upload 3 is damaged in the store.")

    with told() as said, pytest.raises(CannotRead):
        made(small_store, WHO, lambda: None, unreadable, "a thing", Doing.ORIGINAL)
    assert said == ["The file of upload 3 is damaged in the store."]


def failed(words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.backend_operation_response.request_id = "one"
    message.backend_operation_response.error_msg = words
    return message


def test_a_tab_is_told_in_our_words() -> None:
    changed = ForwardMsg.FromString(with_reason(failed(FAILED).SerializeToString(), "It is gone."))
    assert changed == failed("It is gone.")


@pytest.mark.parametrize("frame", [b"", failed("else").SerializeToString()])
def test_every_other_message_stays_as_it_is(frame: bytes) -> None:
    assert with_reason(frame, "It is gone.") == frame

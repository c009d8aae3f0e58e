"""A proxy that signs people in: believed with its secret, on every route and socket, and only so.

`Caller` stands for the proxy, and for whoever goes round it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from escp_data.access.listed import ACCESS
from escp_data.store.audit import log
from escp_data.store.database import Store
from tests.server import DASHBOARD, Server, running
from tests.serving.caller import Caller
from tests.serving.conftest import EDITOR, LISTED, POLICE, STRANGER, VIEWER

SECRET = "a long random text for this test"
NOBODY = "Open the dashboard by its usual address, where you are signed in."
SEEN = {
    EDITOR: {"upload", "history"},
    VIEWER: {"history"},
    POLICE: set(),
    STRANGER: set(),
}
WORDS = {"upload": "Download the empty template", "history": "One upload"}


@pytest.fixture(scope="module")
def server(copied: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    listed = tmp_path_factory.mktemp("proxy") / "access.toml"
    listed.write_text(f'{LISTED}\n[proxy]\nsecret = "{SECRET}"\n', "utf-8")
    headers = json.dumps({"X-Forwarded-Email": "email"})
    settings = {ACCESS: str(listed), "STREAMLIT_SERVER_TRUSTED_USER_HEADERS": headers}
    with running(copied, DASHBOARD, None, **settings) as server:
        yield server


def by(email: str, secret: str = SECRET) -> dict[str, str]:
    """What a proxy adds for somebody whom it signed in."""
    return {"X-Forwarded-Email": email, "X-Escp-Proxy": secret}


def seen(server: Server, headers: dict[str, str]) -> set[str]:
    """Which of the pages are drawn."""
    with Caller(server).tab(**headers) as tab:
        return {path for path, words in WORDS.items() if words in tab.open(path).run().text}


@pytest.mark.parametrize("email", SEEN)
def test_each_sees_what_is_theirs(server: Server, email: str) -> None:
    assert seen(server, by(email)) == SEEN[email]


@pytest.mark.parametrize(
    "headers",
    [{}, by(EDITOR, "wrong"), {"X-Forwarded-Email": EDITOR}, {"X-Escp-Proxy": SECRET}, by("")],
    ids=["nothing", "wrong secret", "no secret", "no address", "blank"],
)
def test_whoever_goes_round_it_is_nobody(server: Server, headers: dict[str, str]) -> None:
    with Caller(server).tab("upload", **headers) as tab:
        assert NOBODY in tab.text
        assert WORDS["upload"] not in tab.text


def test_a_download_is_for_whom_the_proxy_names_and_for_nobody_else(
    server: Server, copied: Path
) -> None:
    caller = Caller(server)
    with caller.tab("actions", **by(VIEWER)) as tab:
        address = tab.download("CSV")
        assert caller.ask(address, "GET", None, **by(VIEWER)).status == 200
        for headers in (by(EDITOR), by(VIEWER, "wrong"), {}):
            assert caller.ask(address, "GET", None, **headers).status == 404
    entries = log(Store(copied), 50)[["Who", "What", "Detail"]]
    assert [VIEWER, "Signed in", "by the proxy"] in entries.to_numpy().tolist()

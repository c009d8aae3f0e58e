"""Two processes over one store, behind nginx as `deploy/nginx-two.conf` has it.

A browser stays with the process that it came to first: who is signed in, which files were chosen
and which downloads are on offer is known to that process alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from escp_data.access.listed import ACCESS
from escp_data.records.upkeep import backup
from escp_data.store.audit import log
from escp_data.store.database import Store
from tests.nginx import NGINX, in_front_of_two
from tests.server import DASHBOARD, Server, free_port, running
from tests.serving.caller import Caller
from tests.serving.conftest import EDITOR, LISTED
from tests.serving.provider import Provider, providing
from tests.serving.test_roles import SIGN_IN, closes, put, upload_address
from tests.stores import progress, return_workbook
from tests.stores import put as store_workbook

pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not installed")
PLACE, LED_TO = "escp_place", "x-led-to"


@dataclass(frozen=True)
class Two:
    """nginx in front of two processes, their provider and store; a place that leads to each."""

    front: Server
    provider: Provider
    store: Store
    places: tuple[str, str]

    def caller(self, place: str) -> Caller:
        """An editor who signed in at the process to which this place leads."""
        self.provider.email = EDITOR
        caller = Caller(self.front)
        caller.cookies[PLACE] = place
        assert caller.sign_in().status == 302
        return caller

    def moved(self, caller: Caller) -> Caller:
        """The same browser, led to the other process."""
        [other] = set(self.places) - {caller.cookies[PLACE]}
        copied = Caller(self.front)
        copied.cookies = caller.cookies | {PLACE: other}
        return copied


@pytest.fixture(scope="module")
def two(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    store, front = Store(folder / "store.db"), free_port()
    backup(Store(sample_store), store.path)
    (folder / "access.toml").write_text(LISTED, "utf-8")
    with providing() as provider:
        secrets = provider.secrets(f"http://127.0.0.1:{front}/oauth2callback")
        (folder / "secrets.toml").write_text(secrets, "utf-8")
        settings = {
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
            ACCESS: str(folder / "access.toml"),
        }
        with (
            running(store.path, DASHBOARD, None, **settings) as one,
            running(store.path, DASHBOARD, None, **settings) as other,
            in_front_of_two(folder, front, one, other) as server,
        ):
            yield Two(server, provider, store, places(server))


def places(front: Server) -> tuple[str, str]:
    """A place that leads to each of the two processes."""
    found: dict[str, str] = {}
    for place in map(str, range(100)):
        caller = Caller(front)
        caller.cookies[PLACE] = place
        found.setdefault(caller.ask("/_stcore/health").headers[LED_TO], place)
        if len(found) == 2:
            break
    one, other = found.values()
    return one, other


def test_a_new_browser_gets_a_place_and_stays_there(two: Two) -> None:
    caller = Caller(two.front)
    first = caller.ask("/").headers
    assert f"{PLACE}={caller.cookies[PLACE]}; Path=/; HttpOnly; Secure" in first["set-cookie"]
    again = [caller.ask("/").headers for _ in range(5)]
    assert {each[LED_TO] for each in again} == {first[LED_TO]}
    assert [each for each in again if PLACE in each.get("set-cookie", "")] == []


@pytest.mark.parametrize("at", [0, 1])
def test_either_signs_in_takes_files_and_gives_them(two: Two, at: int) -> None:
    caller = two.caller(two.places[at])
    with caller.tab("upload") as tab:
        assert put(caller, upload_address(tab)) == 204
    with caller.tab("actions") as tab:
        address = tab.download("CSV")
        assert caller.ask(address).status == 200
        assert two.moved(caller).ask(address).status == 404


def test_a_sign_in_is_nobody_at_the_other_and_its_end_closes_its_tabs(two: Two) -> None:
    caller = two.caller(two.places[0])
    there = two.moved(caller)
    with caller.tab("history") as tab, there.tab("history") as other:
        assert "One upload" in tab.text
        assert SIGN_IN in other.text
        there.ask("/auth/logout")
        assert "One upload" in tab.run().text
        copied = Caller(two.front)
        copied.cookies = dict(caller.cookies)
        assert caller.ask("/auth/logout").status == 302
        assert closes(tab) == 4001
    with copied.tab("history") as tab:
        assert SIGN_IN in tab.text
    signed_out = log(two.store, 20)[["Who", "What"]].to_numpy().tolist()
    assert signed_out.count([EDITOR, "Signed out"]) == 1


def test_what_another_process_stores_both_show_at_the_next_click(two: Two) -> None:
    callers = [two.caller(place) for place in two.places]
    with callers[0].tab("history") as one, callers[1].tab("history") as other:
        assert [tab.text.count("from elsewhere.xlsx") for tab in (one, other)] == [0, 0]
        content = return_workbook("2025-26 Q4", Progress=[progress("1.1", "Green")])
        store_workbook(two.store, content, "from elsewhere.xlsx")
        for tab in (one, other):
            assert "from elsewhere.xlsx" in tab.run().text

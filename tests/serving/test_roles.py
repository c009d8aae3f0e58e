"""With sign-in: each role sees and reaches what it should, by every way there is."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from escp_data.serving.register import DAY_OVER, IDLE
from escp_data.store.audit import log
from tests.serving.caller import SECONDS, Caller, Tab
from tests.serving.conftest import AGENCY, EDITOR, LISTED, POLICE, STRANGER, VIEWER, Signing

OWN = "agency-metropolitan-police"
REFUSED = "Not for you to see or do"
SIGN_IN, ASK = "Sign in first", "Ask partnership@council.example to let you in."
PAGES = {
    "": "Decisions asked of you", "voice": "hildren", OWN: "Its part in the plan",
    "history": "One upload", "upload": "Download the empty template", "papers": "Papers for",
    "about": "version",
}  # fmt: skip  # a list in few lines
HELP = {"about", "methods"}
SEEN = {
    EDITOR: set(PAGES),
    VIEWER: set(PAGES) - {"upload"},
}


class Callers(dict[str, Caller]):
    """Everybody, signed in when first asked for; and nobody, under no address."""

    def __init__(self, signing: Signing) -> None:
        super().__init__()
        self.signing = signing

    def __missing__(self, email: str) -> Caller:
        self[email] = self.signing.caller(email) if email else Caller(self.signing.server)
        return self[email]


@pytest.fixture(scope="module")
def callers(signing: Signing) -> Callers:
    return Callers(signing)


@pytest.fixture
def everybody_out(callers: Callers) -> Iterator[None]:
    """For a test that ends all sign-ins: the next one begins with new ones."""
    yield
    callers.clear()


def draws(tab: Tab, path: str) -> bool:
    return PAGES[path] in tab.text and REFUSED not in tab.text


@pytest.mark.parametrize("email", SEEN)
def test_each_sees_what_is_theirs(callers: Callers, email: str) -> None:
    with callers[email].tab() as tab:
        found = {path for path in PAGES if draws(tab.open(path).run(), path)}
        assert ('"Upload"' in tab.text) is (email == EDITOR)
    assert found == SEEN[email]


@pytest.fixture(scope="module")
def every_page(callers: Callers) -> list[str]:
    """Every address that the editor's menu has."""
    with callers[EDITOR].tab() as tab:
        return [each.url_pathname for each in tab.pages if each.url_pathname]


@pytest.mark.parametrize("email", [POLICE, STRANGER, ""])
def test_no_typed_address_shows_more(callers: Callers, every_page: list[str], email: str) -> None:
    """Of every page and all its downloads, an agency's viewer gets its own, and others none."""
    assert len(every_page) > 25
    drawn, offered = set(), []
    with callers[email].tab() as tab:
        for path in every_page if email == POLICE else PAGES:  # others get no further than the door
            tab.open(path).run()
            offered += tab.downloads
            if not any(words in tab.text for words in (REFUSED, SIGN_IN, ASK)):
                drawn.add(path)
        menu = tab.open("").run().text
    own = email == POLICE
    assert (SIGN_IN in menu, ASK in menu) == (email == "", email == STRANGER)
    assert ("Business Plan" in menu, AGENCY in menu) == (own, own)
    assert '"History"' not in menu
    assert drawn == ({OWN} | HELP if own else set())
    assert offered == ([f"Return for {AGENCY}, filled in"] if own else [])


def test_a_file_is_not_made_for_a_tab_that_was_not_offered_it(callers: Callers) -> None:
    """A forged message with the name of a file that somebody else was offered."""
    with callers[EDITOR].tab("history") as theirs, callers[POLICE].tab() as tab:
        name = theirs.offered("Download the file as it was sent")
        own = tab.open(OWN).run().offered("Return for")
        tab.ask_for_file(name, own)
        assert tab.frames[-1].backend_operation_response.request_id == own


def test_what_only_editors_are_offered_on_history(callers: Callers) -> None:
    for email, offered in ((EDITOR, True), (VIEWER, False)):
        with callers[email].tab("history") as tab:
            for words in ("Download the file as it was sent", "Withdraw upload", "Audit log"):
                assert (words in tab.text) is offered, (email, words)


def test_a_forged_press_changes_nothing(signing: Signing, callers: Callers) -> None:
    with callers[EDITOR].tab("history") as tab:
        button = tab.button_containing("Withdraw upload")
    before = signing.store.version()
    for email in (VIEWER, POLICE, STRANGER, ""):
        with callers[email].tab("history") as tab:
            tab.run(button)
            assert "You withdrew" not in tab.text
    assert signing.store.version() == before


def upload_address(tab: Tab) -> str:
    request = BackMsg()
    request.file_urls_request.request_id = "one"
    request.file_urls_request.file_names.append("a.xlsx")
    request.file_urls_request.session_id = tab.session
    tab.say(request)
    [answer] = [f for f in tab.frames if f.WhichOneof("type") == "file_urls_response"]
    return str(answer.file_urls_response.file_urls[0].upload_url)


def put(caller: Caller, address: str) -> int:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.xlsx"\r\n\r\nno\r\n--x--\r\n'
    )
    token = caller.cookies["_streamlit_xsrf"]
    kind = "multipart/form-data; boundary=x"
    return caller.ask(address, "PUT", body, X_Xsrftoken=token, Content_Type=kind).status


def test_only_an_editor_uploads_and_only_from_the_open_tab(
    signing: Signing, callers: Callers
) -> None:
    with callers[EDITOR].tab("upload") as tab:
        address = upload_address(tab)
        assert put(callers[EDITOR], address) == 204
        other = signing.caller(EDITOR)
        other.ask("/")
        other.ask("/_stcore/health")
        assert put(other, address) == 404
        assert put(callers[VIEWER], address) == 404
    assert put(callers[EDITOR], address) == 404
    for email in (VIEWER, POLICE, STRANGER):
        with callers[email].tab() as tab:
            assert put(callers[email], upload_address(tab)) == 403


def test_a_download_is_good_for_its_tab_and_its_sign_in(signing: Signing, callers: Callers) -> None:
    with callers[VIEWER].tab("actions") as tab:
        address = tab.download("CSV")
        answer = callers[VIEWER].ask(address)
        assert (answer.status, answer.text[1:4]) == (200, "Ref")
        assert answer.headers["cache-control"] == "no-store"
        for other in (callers[EDITOR], signing.caller(VIEWER), callers[""]):
            assert other.ask(address).status == 404
        bare = Caller(signing.server)
        bare.cookies = {"_streamlit_user": callers[VIEWER].cookies["_streamlit_user"]}
        assert bare.ask(address).status == 404
    assert callers[VIEWER].ask(address).status == 404
    entries = log(signing.store, 5)[["Who", "What"]].itertuples(index=False, name=None)
    assert (VIEWER, "Exported") in list(entries)


def closes(tab: Tab) -> int | None:
    """Waits until the other side closes the tab; with what."""
    with suppress(ConnectionClosed):
        while True:
            tab.socket.recv(timeout=SECONDS)
    return tab.socket.close_code


def test_signing_out_closes_every_tab_and_voids_every_copy(signing: Signing) -> None:
    caller = signing.caller(EDITOR)
    copied = Caller(signing.server)
    with caller.tab() as one, caller.tab("actions") as other:
        copied.cookies = dict(caller.cookies)
        address = other.download("CSV")
        assert caller.ask("/auth/logout").status == 302
        assert (closes(one), closes(other)) == (4001, 4001)
    stolen = dict(copied.cookies)
    assert copied.ask(address).status == 404
    copied.cookies = dict(stolen)
    with copied.tab("history") as tab:
        assert SIGN_IN in tab.text
        assert "One upload" not in tab.text
    assert [name for name in copied.cookies if name.startswith("_streamlit_user")]
    copied.ask("/")
    assert [name for name in copied.cookies if name.startswith("_streamlit_user")] == []
    events = list(log(signing.store, 10)[["Who", "What"]].itertuples(index=False, name=None))
    assert (EDITOR, "Signed out") in events
    assert (EDITOR, "Signed in") in events


@contextmanager
def listed_as(signing: Signing, text: str) -> Iterator[None]:
    signing.listed.write_text(text, "utf-8")
    try:
        yield
    finally:
        signing.listed.write_text(LISTED, "utf-8")


def noted(caller: Caller, signing: Signing, why: str) -> bool:
    """Whether the newest end of the viewer's is put down to this, once the server has written it.

    The tab that was closed writes it, perhaps after the next request is answered.
    """
    for _ in range(100):
        caller.ask("/_stcore/health")
        entries = log(signing.store, 20)
        own = entries[(entries["Who"] == VIEWER) & (entries["What"] == "Was signed out")]
        if [words.partition("UTC: ")[2] for words in own["Detail"]][:1] == [why]:
            return True
    return False


@pytest.mark.usefixtures("everybody_out")
def test_idleness_closes_the_tab_and_ends_the_sign_in(signing: Signing) -> None:
    caller = signing.caller(VIEWER)
    with caller.tab() as tab, listed_as(signing, f"idle_minutes = 0.001\n{LISTED}"):
        assert closes(tab) == 4001
    with caller.tab() as tab:
        assert SIGN_IN in tab.text
    assert noted(caller, signing, IDLE)


@pytest.mark.usefixtures("everybody_out")
def test_the_working_days_end_closes_it_too(signing: Signing) -> None:
    caller = signing.caller(VIEWER)
    with caller.tab() as tab, listed_as(signing, f"working_day_hours = 0.00001\n{LISTED}"):
        assert closes(tab) == 4001
    assert noted(caller, signing, DAY_OVER)


def test_a_download_that_fails_says_why(signing: Signing, callers: Callers) -> None:
    with callers[EDITOR].tab("history") as tab:
        with listed_as(signing, LISTED.replace(EDITOR, "other@council.example")):
            tab.ask_for("Download the file as it was sent")
        assert tab.refusal == "Only the business unit may download a workbook as it was sent."
    entries = log(signing.store, 20)
    refused = entries[(entries["Who"] == EDITOR) & (entries["What"] == "Was refused")]
    assert list(refused["Detail"])[:1] == ["download a workbook as it was sent"]


def test_a_change_of_the_list_is_in_force_at_the_next_click(
    signing: Signing, callers: Callers
) -> None:
    with callers[VIEWER].tab() as tab:
        assert draws(tab, "")
        with listed_as(signing, LISTED.replace("@council.example", "@nobody.example")):
            assert "You may not use this dashboard yet" in tab.run().text
        assert draws(tab.run(), "")
        with listed_as(signing, "viewers = 1"):
            assert "The dashboard is closed" in tab.run().text


@pytest.mark.parametrize(
    ("claims", "wrong", "status"),
    [
        ({"aud": "another"}, "", 403),
        ({"exp": 1_700_000_000}, "", 403),
        ({"nonce": "another"}, "", 403),
        ({"iss": "https://another.example"}, "", 403),
        ({"email_verified": False}, "", 403),
        ({"email": None}, "", 403),
        ({}, "signature", 403),
        ({}, "unsigned", 403),
        ({}, "refuses", 403),
        ({}, "down", 502),
    ],
)
def test_what_a_provider_gets_wrong_lets_nobody_in(
    signing: Signing, claims: dict[str, object], wrong: str, status: int
) -> None:
    signing.provider.email, signing.provider.claims = EDITOR, claims
    signing.provider.wrong = wrong
    caller = Caller(signing.server)
    answer = caller.sign_in()
    signing.provider.claims, signing.provider.wrong = {}, ""
    assert answer.status == status
    assert answer.title in ("You are not signed in", "Signing in does not work just now")
    assert "Traceback" not in answer.text
    with caller.tab() as tab:
        assert SIGN_IN in tab.text


def test_a_provider_that_answers_too_late_lets_nobody_in(signing: Signing) -> None:
    signing.provider.email, signing.provider.wrong = EDITOR, "slow"
    caller = Caller(signing.server)
    with listed_as(signing, f"provider_seconds = 0.5\n{LISTED}"):
        answer = caller.sign_in()
        assert caller.ask("/_stcore/health").text == "ok"  # nobody else waits for it
    signing.provider.wrong = ""
    signing.provider.held.set()
    assert (answer.status, answer.title) == (403, "You are not signed in")
    with caller.tab() as tab:
        assert SIGN_IN in tab.text


def test_an_answer_of_a_provider_is_good_once(signing: Signing) -> None:
    caller = Caller(signing.server)
    assert caller.ask("/oauth2callback?code=one&state=made-up").status == 403
    assert caller.ask("/oauth2callback?error=access_denied").status == 403
    assert caller.ask("/oauth2callback").headers["location"] == "/"  # back from signing out


def test_refusals_are_in_the_log_and_do_not_fill_it(signing: Signing) -> None:
    somebody = "another@police.example"
    with signing.caller(somebody).tab("training") as tab:
        for _ in range(5):
            tab.run()
    entries = log(signing.store, 1000)
    refused = entries[(entries["Who"] == somebody) & (entries["Detail"] == "see /training")]
    assert list(refused["What"]) == ["Was refused"]

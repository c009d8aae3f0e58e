"""Asks a running dashboard as a browser would, with full say over every header and message."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

from tests.server import Server

SECONDS = 30
ENDS = ("file_urls_response", "auth_redirect", "backend_operation_response")
"""Answers that come outside a run."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def title(self) -> str:
        """The heading of a plain page; nothing where it is none."""
        found = re.search(r"<h1>(.*?)</h1>", self.text)
        return found[1] if found else ""


@dataclass
class Tab:
    """One socket, and all that came over it."""

    socket: ClientConnection
    page_hash: str
    session: str = ""
    frames: list[ForwardMsg] = field(default_factory=list)

    def run(self, *pressed: str) -> "Tab":
        """Runs the page, with these buttons pressed by their ids, and reads all of the answer."""
        request = BackMsg()
        request.rerun_script.page_script_hash = self.page_hash
        for each in pressed:
            state = request.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = each, True
        return self.say(request)

    def say(self, request: BackMsg) -> "Tab":
        """Says anything, and reads up to the end of a run."""
        self.socket.send(request.SerializeToString())
        self.frames = list(self._answers())
        return self

    def _answers(self) -> Iterator[ForwardMsg]:
        while True:
            message = ForwardMsg.FromString(self.socket.recv(timeout=SECONDS, decode=False))
            yield message
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            if kind in ENDS or (
                kind == "script_finished"
                and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return

    def open(self, path: str) -> "Tab":
        """Goes to another page, at the next run."""
        self.page_hash = calc_hash(path) if path else ""
        return self

    @property
    def text(self) -> str:
        """Everything drawn, roughly: enough to look for words."""
        return "\n".join(str(each.delta) for each in self.frames)

    def button(self, label: str) -> str:
        """The id of a button."""
        for each in self.frames:
            element = each.delta.new_element
            if element.WhichOneof("type") == "button" and element.button.label == label:
                return str(element.button.id)
        raise AssertionError(f"There is no button {label} in:\n{self.text[:2000]}")

    def button_containing(self, words: str) -> str:
        """The id of the first button whose label has these words."""
        buttons = [f.delta.new_element.button for f in self.frames]
        return next(str(each.id) for each in buttons if words in each.label)

    def download(self, words: str) -> str:
        """The address of the file behind the first download button with these words."""
        self.ask_for(words)
        return str(self.frames[-1].backend_operation_response.deferred_file.url)

    @property
    def refusal(self) -> str:
        """Why the download that was asked for last failed."""
        return str(self.frames[-1].backend_operation_response.error_msg)

    def ask_for(self, words: str) -> None:
        """Presses the first download button with these words."""
        self.ask_for_file(self.offered(words))

    def ask_for_file(self, *names: str) -> None:
        """Asks for files by their names, and reads up to the first answer."""
        for name in names:
            request = BackMsg()
            request.backend_operation_request.deferred_file.file_id = name
            request.backend_operation_request.session_id = self.session
            request.backend_operation_request.request_id = name
            self.socket.send(request.SerializeToString())
        self.frames = list(self._answers())

    def offered(self, words: str) -> str:
        """The name of the file behind the first download button with these words."""
        return next(str(b.deferred_file_id) for b in self._buttons() if words in b.label)

    @property
    def downloads(self) -> list[str]:
        """The labels of every download button."""
        return [str(each.label) for each in self._buttons()]

    def _buttons(self) -> list[DownloadButton]:
        offered = [f.delta.new_element for f in self.frames]
        return [e.download_button for e in offered if e.WhichOneof("type") == "download_button"]

    @property
    def pages(self) -> list[AppPage]:
        """Every page that this visitor's menu may lead to."""
        [last] = [f.navigation for f in self.frames if f.WhichOneof("type") == "navigation"][-1:]
        return list(last.app_pages)


class Caller:
    """One browser: its cookies, and what it asks."""

    def __init__(self, server: Server, host: str = "") -> None:
        self.server = server
        self.host = host or f"127.0.0.1:{server.port}"
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """One request; header names are written with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=SECONDS)
        given = {"Host": self.host}
        if self.cookies:
            given["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.split(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
            if "max-age=0" in each.lower() or not value.strip('"'):
                del self.cookies[name]
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        said = {
            k.lower(): ", ".join(answer.headers.get_all(k) or [v])
            for k, v in answer.headers.items()
        }
        return Answer(answer.status, said, text)

    @contextmanager
    def tab(self, path: str = "", **headers: str) -> Iterator[Tab]:
        """A tab open at `/path`, drawn once."""
        if "_streamlit_xsrf" not in self.cookies:
            self.ask("/_stcore/health")
        if "escp_visit" not in self.cookies:
            self.ask("/")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"Origin": f"http://{self.host}", "Cookie": cookie} | headers
        with connect(
            f"ws://127.0.0.1:{self.server.port}/_stcore/stream",
            origin=None,
            additional_headers=given,
            subprotocols=["streamlit", self.cookies["_streamlit_xsrf"]],  # type: ignore[list-item]  # plain text is what it sends
            max_size=2**28,
            compression=None,
        ) as socket:
            yield Tab(socket, calc_hash(path) if path else "").run()

    def sign_in(self) -> Answer:
        """By the button, the provider, and back; the last answer."""
        with self.tab() as tab:
            tab.run(tab.button("Sign in"))
            [redirect] = [f for f in tab.frames if f.WhichOneof("type") == "auth_redirect"]
        answer = self.ask(redirect.auth_redirect.url)
        if answer.status != 302:
            return answer
        place = urlsplit(answer.headers["location"])
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=SECONDS)
        connection.request("GET", f"{place.path}?{place.query}")
        back = urlsplit(connection.getresponse().headers["Location"])
        connection.close()
        return self.ask(f"{back.path}?{back.query}")

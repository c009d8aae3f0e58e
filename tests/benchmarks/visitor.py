"""Speaks to a running dashboard as a browser does, and measures how long each answer takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

from tests.server import Server

ANSWER_SECONDS = 120.0
LARGEST_MESSAGE_BYTES = 256 * 2**20
LONGEST_END_BYTES = 200
"""The message that ends a run is a few bytes; longer ones are not looked into."""


@dataclass(frozen=True)
class Answer:
    """One run of a page: how long until the last of it arrived, and how much was drawn."""

    seconds: float
    elements: int
    size: int
    exceptions: tuple[str, ...]


@dataclass(frozen=True)
class Visitor:
    """One open tab."""

    socket: ClientConnection
    page_hash: str
    query: str

    def at(self, path: str, query: str = "") -> "Visitor":
        """The same tab, asking for another page."""
        return replace(self, page_hash=page_hash(path), query=query)

    def rerun(self) -> Answer:
        """Asks for the page again, waits for all of it, and counts it."""
        return answer(*self._asked())

    def click(self) -> float:
        """Asks for the page again; the seconds until all of it was there, and nothing counted."""
        return self._asked()[0]

    def _asked(self) -> tuple[float, list[bytes]]:
        request = BackMsg()
        request.rerun_script.query_string = self.query
        request.rerun_script.page_script_hash = self.page_hash
        began = time.perf_counter()
        self.socket.send(request.SerializeToString())
        frames = list(self._frames())
        return time.perf_counter() - began, frames

    def _frames(self) -> Iterator[bytes]:
        """Messages up to the one that says that the script has finished."""
        while True:
            frame = self.socket.recv(timeout=ANSWER_SECONDS, decode=False)
            yield frame
            if len(frame) > LONGEST_END_BYTES:
                continue
            message = ForwardMsg.FromString(frame)
            finished = message.WhichOneof("type") == "script_finished"
            if finished and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return


def page_hash(path: str) -> str:
    """How Streamlit names the page at a path; the first page's is empty."""
    return calc_hash(path) if path else ""


def answer(seconds: float, frames: list[bytes]) -> Answer:
    """Counts what came; the counting is not part of the time."""
    messages = [ForwardMsg.FromString(frame) for frame in frames]
    drawn = [message.delta for message in messages if message.WhichOneof("type") == "delta"]
    raised = [
        delta.new_element.exception.message
        for delta in drawn
        if delta.new_element.WhichOneof("type") == "exception"
    ]
    return Answer(seconds, len(drawn), sum(map(len, frames)), tuple(raised))


@contextmanager
def visiting(server: Server, path: str, query: str = "") -> Iterator[Visitor]:
    """A tab open at `/path?query`, which has already been drawn once."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(address, max_size=LARGEST_MESSAGE_BYTES, compression=None) as socket:
        visitor = Visitor(socket, page_hash(path), query)
        first = visitor.rerun()
        assert not first.exceptions, f"/{path}?{query} raised:\n{server.log.read_text('utf-8')}"
        yield visitor

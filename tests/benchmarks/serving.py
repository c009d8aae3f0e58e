"""`python -m tests.benchmarks.serving SCRIPT …`: `streamlit run SCRIPT …`, without a fixed wait.

Streamlit's socket leaves Nagle's algorithm on, so that on Linux most answers wait some 40 ms for
an acknowledgement. The same wait on either side of a ratio would bring it closer to one.
"""

import socket
import sys
from typing import Any

from streamlit.web.cli import main as streamlit
from streamlit.web.server.starlette import starlette_server

bind_socket = starlette_server._bind_socket


def prompt_socket(*args: Any, **kwargs: Any) -> socket.socket:
    """Connections inherit the setting from the socket that accepts them."""
    bound = bind_socket(*args, **kwargs)
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def serve(script: str, settings: list[str]) -> None:
    """Runs until it is stopped."""
    starlette_server._bind_socket = prompt_socket
    sys.argv = ["streamlit", "run", script, *settings]
    streamlit()


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2:])

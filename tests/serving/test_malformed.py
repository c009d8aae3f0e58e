"""A sample of what nobody sends; ten thousand of it are in `tests/benchmarks/malformed.py`."""

from tests.server import Server
from tests.serving.caller import Caller
from tests.serving.malformed import trouble


def test_nothing_malformed_brings_a_traceback_or_the_server_down(open_server: Server) -> None:
    assert list(trouble(Caller(open_server), range(50))) == []

"""What draws a paper's pictures starts as the dashboard begins to serve, beside it."""

from threading import Event, Thread, current_thread

import pytest

import dashboard
from pages.parts import serving
from tests.serving.loops import in_a_loop_of_its_own


def test_the_pictures_are_warmed_beside_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server serves before the drawing program has started."""
    let_go, warmed, drawn_by = Event(), Event(), list[Thread]()

    def slow() -> None:
        assert let_go.wait(20)
        drawn_by.append(current_thread())
        warmed.set()

    async def serve() -> bool:
        async with dashboard.serving(dashboard.app):
            was_waited_for = warmed.is_set()
            let_go.set()
            return was_waited_for

    monkeypatch.setattr(serving, "warm", slow)
    assert in_a_loop_of_its_own(serve()) is False
    assert warmed.wait(20)
    assert [each.daemon for each in drawn_by] == [True]

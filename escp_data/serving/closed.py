"""What the server brings and no page uses is not there: metrics, agents, components."""

from escp_data.serving.answers import refuse
from escp_data.serving.asgi import App, Receive, Scope, Send, is_asked, path_of
from escp_data.serving.settings import Asked

CLOSED = (
    "/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check",
    "/component", "/app/static",
)  # fmt: skip  # a list in few lines
"""Ways in that answer 404, with all beneath them."""
UPLOADS = "/_stcore/upload_file/"
READING = {"GET", "HEAD"}
WRITING = {"PUT", "DELETE"}


def is_closed(path: str) -> bool:
    """Whether there is nothing here for anybody."""
    return any(path == each or path.startswith(f"{each}/") for each in CLOSED)


class Closed:
    """Closes those ways, and every method that no page uses."""

    def __init__(self, app: App, settings: Asked) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_asked(scope):
            await self._app(scope, receive, send)
            return
        path = path_of(scope, self._settings().base)
        methods = READING | (WRITING if path.startswith(UPLOADS) else set())
        if is_closed(path):
            await refuse(scope, receive, send, 404, "Nothing here", "Check the address.")
        elif scope["type"] == "http" and scope["method"] not in methods:
            await refuse(scope, receive, send, 405, "Not this way", "Open it as a page.")
        else:
            await self._app(scope, receive, send)

"""What the server brings and no page uses is not there: metrics, agents, components."""

from escp_data.serving.asgi import Scope, path_of
from escp_data.serving.doors import Refusal
from escp_data.serving.settings import Settings

CLOSED = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/component",
    "/app/static",
)
"""Ways in that answer 404, with all beneath them."""
UPLOADS = "/_stcore/upload_file/"
READING = {"GET", "HEAD"}
WRITING = {"PUT", "DELETE"}
NOTHING = Refusal(404, "Nothing here", ("Check the address.",))
NO_SUCH_METHOD = Refusal(405, "Not this way", ("Open it as a page.",))


def is_closed(path: str) -> bool:
    """Whether there is nothing here for anybody."""
    return any(path == each or path.startswith(f"{each}/") for each in CLOSED)


def why_closed(scope: Scope, settings: Settings) -> Refusal | None:
    """Why a way is closed: nothing is there, or no page uses this method."""
    path = path_of(scope, settings.base)
    methods = READING | (WRITING if path.startswith(UPLOADS) else set())
    if is_closed(path):
        return NOTHING
    if scope["type"] == "http" and scope["method"] not in methods:
        return NO_SUCH_METHOD
    return None

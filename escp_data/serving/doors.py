"""One way to turn somebody away: a rule says why not, the same on every route and socket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from escp_data.serving.answers import note, refuse
from escp_data.serving.asgi import App, Receive, Scope, Send, is_asked
from escp_data.serving.settings import Asked, Settings


@dataclass(frozen=True)
class Refusal:
    """A status, a title and sentences for a plain page; `event` is its line in the log, with
    `what` in it, where it has one.
    """

    status: int
    title: str
    sentences: tuple[str, ...]
    event: str = ""
    what: Mapping[str, object] = field(default_factory=dict)


Rule = Callable[[Scope, Settings], Refusal | None]
"""Why a request goes no further; None where it may."""


class Door:
    """Turns away what its rule refuses, and hands on everything else."""

    def __init__(self, app: App, settings: Asked, why_not: Rule) -> None:
        self._app, self._settings, self._why_not = app, settings, why_not

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._why_not(scope, self._settings()) if is_asked(scope) else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        if refusal.event:
            note(refusal.event, **refusal.what)
        await refuse(scope, receive, send, refusal.status, refusal.title, *refusal.sentences)

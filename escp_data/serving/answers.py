"""One plain page for every refusal, and one line of the log, without what could be a trick."""

import html
import json
import logging
from collections.abc import Sequence

from escp_data.serving.asgi import Header, Message, Receive, Scope, Send
from escp_data.serving.often import OnceA
from escp_data.store.database import utc_now

LOG = logging.getLogger("escp.serving")
CLOSE_REFUSED = 1008
"""What a socket that breaks the rules is closed with (RFC 6455)."""
_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.125rem/1.5 sans-serif;color:#0B0C0C;max-width:38rem;margin:3rem auto;
padding:0 1rem}}h1{{font-size:1.75rem}}a{{color:#12436D}}</style></head>
<body><main><h1>{title}</h1>{words}</main></body></html>
"""
_now = OnceA(60)


def page(title: str, *sentences: str, back: str = "") -> bytes:
    """A page of its own: no script, nothing from elsewhere; `back` is where "Try again" leads."""
    words = "".join(f"<p>{html.escape(each)}</p>" for each in sentences)
    if back:
        words += f'<p><a href="{html.escape(back)}">Try again</a></p>'
    return _PAGE.format(title=html.escape(title), words=words).encode()


async def answer(send: Send, status: int, body: bytes, kind: str, *more: Header) -> None:
    """A whole answer."""
    headers = [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def say(
    send: Send,
    status: int,
    title: str,
    *sentences: str,
    back: str = "",
    more: Sequence[Header] = (),
) -> None:
    """Answer with a plain page."""
    body = page(title, *sentences, back=back)
    await answer(send, status, body, "text/html; charset=utf-8", *more)


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, title: str, *sentences: str
) -> None:
    """A plain page, or a socket that is not opened."""
    if scope["type"] == "websocket":
        message: Message = await receive()
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.close", "code": CLOSE_REFUSED, "reason": title})
        return
    await say(send, status, title, *sentences)


def note(event: str, **what: object) -> None:
    """One line of the log, when (UTC), `event` and JSON; one a minute of each event and thing."""
    line = json.dumps({key: str(each)[:200] for key, each in what.items()}, sort_keys=True)
    if _now(event, line):
        LOG.warning("%s %s %s", utc_now(), event, line)

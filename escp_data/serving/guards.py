"""Every guard, the outermost first."""

from collections.abc import Callable
from functools import partial

from escp_data.serving.addresses import Addresses
from escp_data.serving.asgi import App
from escp_data.serving.closed import why_closed
from escp_data.serving.doors import Door
from escp_data.serving.headers import Headers
from escp_data.serving.health import Health
from escp_data.serving.hosts import why_not_from_there
from escp_data.serving.listening import why_not_here
from escp_data.serving.reasons import Reasons
from escp_data.serving.register import Register
from escp_data.serving.sessions import Sessions
from escp_data.serving.settings import Asked
from escp_data.serving.signing import Signing


def guards(settings: Asked) -> list[Callable[[App], App]]:
    """What to put around the app: headers on all, then who may ask at all, then who asks."""
    register = Register()
    return [
        partial(Headers, settings=settings),
        partial(Door, settings=settings, why_not=why_not_here),
        partial(Door, settings=settings, why_not=why_not_from_there),
        partial(Door, settings=settings, why_not=why_closed),
        partial(Health, settings=settings),
        partial(Sessions, settings=settings, register=register),
        partial(Addresses, settings=settings),
        partial(Signing, settings=settings, register=register),
        partial(Reasons, settings=settings),
    ]

"""Which addresses may come in, and as what: the access file, read afresh each time it is asked.

```toml
editors = ["coordinator@council.example"]
viewers = ["chair@council.example", "@police.example"]
whom_to_ask = "safeguarding.partnership@council.example"
idle_minutes = 30
working_day_hours = 12
provider_seconds = 15

[agencies]
"Metropolitan Police" = ["analyst@met.example"]

[proxy]
secret = "only where a proxy signs people in"
```

`ESCP_ACCESS` names it; else it is `.streamlit/access.toml`. Whoever is not in it is a stranger.
`ESCP_BUSINESS_UNIT`, older than the file, names more editors.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from escp_data.errors import CannotRead

ACCESS = "ESCP_ACCESS"
BUSINESS_UNIT = "ESCP_BUSINESS_UNIT"
USUAL = Path(__file__).parents[2] / ".streamlit" / "access.toml"
IDLE_MINUTES, DAY_HOURS, PROVIDER_SECONDS = 30, 12, 15
_KNOWN = {
    "editors",
    "viewers",
    "whom_to_ask",
    "idle_minutes",
    "working_day_hours",
    "provider_seconds",
    "agencies",
    "proxy",
}
EDITOR, VIEWER, STRANGER = "editor", "viewer", "stranger"


@dataclass(frozen=True)
class Standing:
    """What somebody is here: an editor, a viewer (of one agency's own, where `agency` says one),
    or a stranger.
    """

    role: str
    agency: str | None = None

    @property
    def is_editor(self) -> bool:
        return self.role == EDITOR


@dataclass(frozen=True)
class AccessList:
    """What the access file says."""

    editors: frozenset[str] = frozenset()
    viewers: frozenset[str] = frozenset()
    agencies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whom_to_ask: str = ""
    idle: timedelta = timedelta(minutes=IDLE_MINUTES)
    lasts: timedelta = timedelta(hours=DAY_HOURS)
    patience: timedelta = timedelta(seconds=PROVIDER_SECONDS)
    proxy_secret: str = ""

    def standing(self, email: str) -> Standing:
        """What an address is here. A whole address counts before its domain; of two lists that
        name it alike, the one that allows less.
        """
        if not email.isascii() or email.count("@") != 1:
            return Standing(STRANGER)
        address = email.lower()
        for name in (address, "@" + address.partition("@")[2]):
            for agency, addresses in self.agencies.items():
                if name in addresses:
                    return Standing(VIEWER, agency)
            if name in self.viewers:
                return Standing(VIEWER)
            if name in self.editors:
                return Standing(EDITOR)
        return Standing(STRANGER)


def read_access() -> AccessList:
    """The access file as it is now; raises CannotRead with one sentence where it cannot be read.

    Without one, nobody but `ESCP_BUSINESS_UNIT`'s addresses may come in.
    """
    path = Path(os.environ.get(ACCESS) or USUAL)
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if os.environ.get(ACCESS):
            raise CannotRead("The access file that ESCP_ACCESS names is not there.") from None
        said = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotRead(f"The access file cannot be read: {error}.") from error
    return _list_of(said)


def _list_of(said: Mapping[str, object]) -> AccessList:
    unknown = sorted(set(said) - _KNOWN)
    if unknown:
        raise CannotRead(f"The access file has no place for {', '.join(unknown)}.")
    agencies, proxy = said.get("agencies", {}), said.get("proxy", {})
    if not isinstance(agencies, dict) or not isinstance(proxy, dict):
        raise CannotRead("In the access file, agencies and proxy are sections: [agencies].")
    return AccessList(
        _addresses(said.get("editors", []), "editors") | _business_unit(),
        _addresses(said.get("viewers", []), "viewers"),
        {name: _addresses(each, name) for name, each in agencies.items()},
        str(said.get("whom_to_ask", "")),
        timedelta(minutes=_number(said, "idle_minutes", IDLE_MINUTES)),
        timedelta(hours=_number(said, "working_day_hours", DAY_HOURS)),
        timedelta(seconds=_number(said, "provider_seconds", PROVIDER_SECONDS)),
        str(proxy.get("secret", "")),
    )


def _addresses(given: object, where: str) -> frozenset[str]:
    """Addresses (`a@b.example`) and domains (`@b.example`), in small letters."""
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise CannotRead(f"In the access file, {where} is a list of addresses in quotation marks.")
    for each in given:
        if not re.fullmatch(r"[^@\s]*@[^@\s]+", each):
            raise CannotRead(
                f'In the access file, {where} has "{each}". Write an address, or a domain that '
                "begins with @."
            )
    return frozenset(each.lower() for each in given if each.isascii())


def _number(said: Mapping[str, object], name: str, usual: int) -> float:
    number = said.get(name, usual)
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number <= 1440:
        raise CannotRead(f"In the access file, {name} is a number above 0.")
    return number


def _business_unit() -> frozenset[str]:
    named = re.split(r"[;,\s]+", os.environ.get(BUSINESS_UNIT, ""))
    return frozenset(each.lower() for each in named if "@" in each and each.isascii())

"""`python -m tests.benchmarks.bare_server LINK … --SETTING …`: serves pages' bare counterparts.

Each page is run once and recorded before the server starts, in the same process, so that what it
drew needs no copying; then the server draws it from memory for every visit. A visitor says which
of them it wants by its place: `/?drawn=1` is the second.
"""

import sys
from itertools import takewhile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.app import as_served, open_page
from tests.benchmarks import recording
from tests.benchmarks.serving import serve

DRAWN = "drawn"
RECORDED: list[list[recording.Step]] = []


def record(links: list[str]) -> None:
    """Keeps the steps where the bare script finds them."""
    # This file runs as `__main__`; the script imports it under its own name.
    from tests.benchmarks import bare_server

    for link in links:
        parts = urlsplit(link)
        with as_served(), recording.recording() as record:
            open_page(parts.path.strip("/"), **parse_qs(parts.query))
        bare_server.RECORDED.append(record.steps)


def main() -> None:
    """Record, then serve with the rest of the arguments."""
    links = list(takewhile(lambda each: not each.startswith("--"), sys.argv[1:]))
    record(links)
    serve(str(Path(__file__).with_name("bare_page.py")), sys.argv[1 + len(links) :])


if __name__ == "__main__":
    main()

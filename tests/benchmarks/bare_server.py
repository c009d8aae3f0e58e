"""`python -m tests.benchmarks.bare_server PATH QUERY …`: serves a page's bare counterpart.

The page is run once and recorded before the server starts, in the same process, so that what it
drew needs no copying; then the server draws it from memory for every visit.
"""

import sys
from pathlib import Path
from urllib.parse import parse_qs

from tests.app import as_served, open_page
from tests.benchmarks import recording
from tests.benchmarks.serving import serve

RECORDED: list[recording.Step] = []


def record(path: str, query: str) -> None:
    """Keeps the steps where the bare script finds them."""
    with as_served(), recording.recording() as record:
        open_page(path, **parse_qs(query))
    # This file runs as `__main__`; the script imports it under its own name.
    from tests.benchmarks import bare_server

    bare_server.RECORDED[:] = record.steps


def main() -> None:
    """Record, then serve with the rest of the arguments."""
    path, query, *settings = sys.argv[1:]
    record(path, query)
    serve(str(Path(__file__).with_name("bare_page.py")), settings)


if __name__ == "__main__":
    main()

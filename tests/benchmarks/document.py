"""docs/performance.md, made of what a run printed."""

import os
import platform
from collections.abc import Iterable
from datetime import date

from escp_data import MAKER

ABOUT = """\
# Speed

What the dashboard costs, against what it could cost at least: a bare counterpart that draws the
same elements from memory, measured in the same run on the same machine. A ratio means the same on
any computer; the milliseconds do not. "NO" stands where an aim is missed.

Made by `python -m tests.benchmarks {sections} --write docs/performance.md` on {day}, with {maker},
Python {python}, {cores} cores. Without the name of a section it measures all of them, which takes
a quarter of an hour or more on a computer that does nothing else: start, pages, larger, browser,
crowd, commands, figures, papers and growth. What the command above does not name was not measured
in that run.
"""
MORE = """\
Asked for by name, since they say nothing about speed or take long: `attack`, `malformed`,
`simulation`, `run_charts`, `trackers`, `endurance` (a meeting day in twenty minutes) and `scale`
(docs/scale.md).
"""


def document(sections: Iterable[str], parts: Iterable[str]) -> str:
    """The whole document: what it is and what was measured, then each part as it was printed."""
    today = date.today()
    about = ABOUT.format(
        sections=" ".join(sections), day=f"{today.day} {today:%B %Y}", maker=MAKER,
        python=platform.python_version(), cores=os.cpu_count(),
    )  # fmt: skip  # pairs share a line
    tables = (f"```text\n{part.strip()}\n```" for part in parts)
    return "\n".join([about, *(f"{each}\n" for each in tables), MORE])

"""How long each paper takes, warm: the second time in the same process."""

import time
from pathlib import Path

from escp_data.papers.shelf import SHELF
from escp_data.plan.actions import View
from escp_data.plan.plans import plans_on_record
from escp_data.store.database import Store

AIMS = {"Quarterly paper": 3.0, "Annual report": 8.0}
"""Seconds that a paper should take at most."""


def papers(store: Path) -> str:
    """A line a paper: seconds, and the aim where there is one."""
    kept = Store(store)
    plan = plans_on_record(kept)[0]
    view = View(plan.quarters[0], plan.quarters[0].shifted(-1), None, plan.plan)
    lines = []
    for each in SHELF:
        each.make(kept, view)
        began = time.perf_counter()
        each.make(kept, view)
        aim = f" (aim: {AIMS[each.name]:.0f} s)" if each.name in AIMS else ""
        lines.append(f"{each.name}: {time.perf_counter() - began:.1f} s{aim}")
    return "\n".join(["Papers, made a second time", *lines, ""])

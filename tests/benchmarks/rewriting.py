"""How far trackers are understood without an answer: each sample rewritten in many ways that keep
its meaning, and what would be stored of it held against what it says.
"""

import random
from pathlib import Path

from escp_data.store.database import open_store
from escp_data.trackers.desk import understand
from tests.tracker_cases import HEALTH, POLICE, SCHOOLS, UNTIDY, VOLUNTARY
from tests.trackers.rewritten import rewritten
from tests.trackers.test_trackers import facts, said_without_answers, untrue

TIMES = 500


def rewritten_trackers(store: Path) -> str:
    """A table: files, values that would be stored, wrong ones among them, questions a file."""
    lines = [f"{'Tracker':28}{'files':>7}{'values':>9}{'wrong':>7}{'questions a file':>18}"]
    for case in (UNTIDY, SCHOOLS, POLICE, HEALTH, VOLUNTARY):
        content, chance, known = case.path.read_bytes(), random.Random(7), facts(case)
        values = wrong = questions = 0
        for _ in range(TIMES):
            found = understand(open_store(store), rewritten(content, chance), "own.xlsx")
            said = said_without_answers(found)
            values += len(said)
            wrong += len(untrue(said, known))
            questions += len(found.open)
        mean = questions / TIMES
        lines.append(f"{case.path.stem:28}{TIMES:>7}{values:>9}{wrong:>7}{mean:>18.1f}")
    return "\n".join(["Trackers written otherwise, without an answer", *lines, ""])

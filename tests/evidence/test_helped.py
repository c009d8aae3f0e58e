"""Has it helped? One sentence for each action that is rated Evidenced, from what is on record."""

from pathlib import Path

import pytest

from escp_data.evidence.helped import NOTHING, helped
from escp_data.store.database import open_store
from tests.stores import plan_store, view


@pytest.mark.parametrize(
    ("quarter", "said"),
    [
        ("2025-26 Q3", {
            "1.1": "3 of 4 things children said led to a change.",
            "1.3": "5 of 8 things children said led to a change.",
            "3.2": "137 of 190 who answered used the training.",
        }),
        ("2023-24 Q4", {}),
    ],
)  # fmt: skip  # an action a line
def test_an_action_that_helped_says_how(
    sample_store: Path, quarter: str, said: dict[str, str]
) -> None:
    found = helped(open_store(sample_store), view(quarter))
    assert {each.ref: each.words for each in found} == said
    assert all(each.words != NOTHING for each in found)


def test_a_rating_that_nothing_bears_out_says_so(tmp_path: Path) -> None:
    [only] = helped(plan_store(tmp_path), view("2024-25 Q2"))
    assert (only.ref, only.priority, only.words) == ("1.1", 1, NOTHING)

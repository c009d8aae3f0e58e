"""An action's short name: its own, or the first whole words of what it is."""

import pytest

from escp_data.plan.naming import LONGEST, action_name


@pytest.mark.parametrize(
    ("short", "action", "name"),
    [
        ("Front door", "Monitor how effective the front door is", "Front door"),
        (None, "Monitor the front door.", "Monitor the front door"),
        (None, "Monitor how effective the front door is, and keep the oversight of all cases",
         "Monitor how effective the front door is"),
        (None, "Capture the voices of the children and of young people everywhere",
         "Capture the voices of the children"),
        (None, "Keep strategic oversight of how much child-on-child abuse there is",
         "Keep strategic oversight of how much"),
        (None, f"{'long' * 20} word", "long" * 20),
        ("A name\nof two lines", "Anything", "A name of two lines"),
        (None, None, ""),
    ],
)  # fmt: skip  # a row a line
def test_a_name_ends_where_a_word_does(short: str | None, action: str | None, name: str) -> None:
    assert action_name(short, action) == name
    assert len(name) <= LONGEST or " " not in name

"""Of several cells that say one value, which is right: a person says, and nothing is guessed."""

from collections.abc import Sequence

from escp_data.contract import Column
from escp_data.trackers.questions import BETWEEN, CHOSEN, LEAVE_OUT, Asking, Option, Part
from escp_data.trackers.readings import Held

DISAGREE = "The cells disagree."


def right_one(
    asking: Asking, key: str, words: str, column: Column, said: Sequence[Held], why: str = DISAGREE
) -> tuple[int | None, str]:
    """The place in `said` of the value that a person chose, None where nobody did; and why the
    others are left out.

    `said` names its cells in full; `key` tells this value from others of the column.
    """
    answer = asking.ask(
        "disagree",
        "Places of the file say otherwise. Which is right?",
        Part(
            f"disagree{BETWEEN}{column.field}{BETWEEN}{key}",
            f"{column.name} of {words}",
            tuple(each.cells[0] for each in said),
            why,
            secret=column.of_children,
        ),
        [Option(str(each.value), f"{each.value} ({each.cells[0]})") for each in said],
    )
    taken = next((at for at, each in enumerate(said) if str(each.value) == answer), None)
    if answer == LEAVE_OUT:
        return taken, CHOSEN
    asked = "It is asked which cell is right."
    return taken, asked if taken is None else "Another cell was said to be right."

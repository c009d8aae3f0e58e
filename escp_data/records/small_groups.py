"""Quotes from small groups of children: who listened and on which day is not shown.

    shown = blurred(store.current("voice"))

A quote of four children reads `[c]` for how many they were, has no agency and no day, and stands
after the others. A group whose size nobody gave is treated as a small one, because it may be one.
Files for reading and change lists take Voice rows from here; `evidence.small_groups` says the same
of one row, for screens.
"""

import pandas as pd

from escp_data.contract import VOICE
from escp_data.statements.few import SIZE, is_small_group

WITHHELD = "Small group or size not given: agency and day are not shown"
_MARKER = f"{SIZE}_marker"
_DAYS = [column.field for column in VOICE.columns if column.look.is_day]
_WORDS = "withheld"


def blurred(voice: pd.DataFrame) -> pd.DataFrame:
    """The rows of Voice as they may be shown; `withheld` says what is not, "" for all the others.

    `voice` has the store's columns. Of small groups there is no agency and no day (None), and the
    size is marked c; they come last, by action and theme, since their place among the others would
    give the day away.
    """
    sizes = zip(voice[SIZE], voice[_MARKER], strict=True)
    small = pd.Series([is_small_group(*each) for each in sizes], index=voice.index, dtype=bool)
    shown = voice.astype(object)
    known = small & shown[SIZE].notna()
    shown.loc[small, [*_DAYS, "agency", SIZE]] = None
    shown.loc[known, _MARKER] = "c"
    shown[_WORDS] = [WITHHELD if each else "" for each in small]
    order = ["ref", "theme", "what_children_said"]
    last = shown[small].sort_values(order, na_position="last")
    return pd.concat([shown[~small], last], ignore_index=True).assign(
        **{SIZE: lambda each: each[SIZE].astype(float)}
    )

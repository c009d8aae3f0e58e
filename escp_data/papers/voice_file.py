"""What the page of children's voice shows, as a table and as files; small groups are protected."""

from collections.abc import Callable, Sequence

import pandas as pd

from escp_data.evidence.small_groups import When
from escp_data.evidence.voice import UNANSWERED, Said
from escp_data.evidence.voice_filters import VoiceFilters
from escp_data.excel.writer import Facts, comma_separated, excel, table_of
from escp_data.papers.covers import quarter_facts
from escp_data.plan.actions import View
from escp_data.store.database import Store

VOICE_SHOWN = "Voice shown"
_NOT_GIVEN = "[c] 1 to 5 children; [x] nobody gave how many. Neither shows its agency or its day."

_COLUMNS: dict[str, Callable[[Said], object]] = {
    "Priority": lambda said: said.priority,
    "Ref": lambda said: said.ref,
    "Date": lambda said: said.by.said.words,
    "Agency": lambda said: said.by.agency,
    "Method": lambda said: said.method,
    "Age band": lambda said: said.age_band,
    "Children involved": lambda said: said.by.children,
    "Theme": lambda said: said.theme,
    "What children said": lambda said: said.words,
    "Outcome": lambda said: said.outcome,
    "Not answered for": lambda said: said.age if said.outcome == UNANSWERED else None,
    "Heard by": lambda said: said.heard_by,
    "Heard on": lambda said: _words(said.by.heard),
    "What changed as a result": lambda said: said.changed,
    "Not possible because": lambda said: said.not_possible,
    "Told back": lambda said: "Yes" if said.told_back else "No",
    "Told back on": lambda said: _words(said.told_back_on),
    "Told back how": lambda said: said.told_back_how,
}


def voice_shown(said: Sequence[Said]) -> pd.DataFrame:
    """One row a thing said, every column that a file has, in the workbook's own words."""
    return table_of(said, _COLUMNS)


def voice_facts(store: Store, view: View, filters: VoiceFilters, rows: int) -> Facts:
    """What the cover states: the plan, quarter, filters, and how to read a gap."""
    return [
        *quarter_facts(store, view, filters.words),
        ("Things said", str(rows)),
        ("Not given", _NOT_GIVEN),
    ]


def voice_excel(store: Store, said: Sequence[Said], view: View, filters: VoiceFilters) -> bytes:
    """What is shown as a workbook with a cover."""
    stated = voice_facts(store, view, filters, len(said))
    return excel({VOICE_SHOWN: voice_shown(said)}, stated, "Children's voice")


def voice_csv(store: Store, said: Sequence[Said], view: View, filters: VoiceFilters) -> bytes:
    """What is shown as CSV; what the cover states stands as columns."""
    return comma_separated(voice_shown(said), voice_facts(store, view, filters, len(said)))


def _words(when: When | None) -> str | None:
    return when.words if when else None

"""What the page of children's voice shows, as a table and as files; small groups are protected."""

from collections.abc import Sequence

import pandas as pd

from escp_data.evidence.small_groups import When
from escp_data.evidence.voice import UNANSWERED, Said
from escp_data.evidence.voice_filters import VoiceFilters
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.actions_file import quarter_facts
from escp_data.plan.actions import View
from escp_data.store.database import Store

VOICE_SHOWN = "Voice shown"
_NOT_GIVEN = "[c] 1 to 5 children; [x] nobody gave how many. Neither shows its agency or its day."


def voice_shown(said: Sequence[Said]) -> pd.DataFrame:
    """One row a thing said, every column that a file has, in the workbook's own words."""
    return pd.DataFrame([_row(each) for each in said], columns=list(_row_names()), dtype=object)


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


def _row_names() -> tuple[str, ...]:
    return (
        "Priority",
        "Ref",
        "Date",
        "Agency",
        "Method",
        "Age band",
        "Children involved",
        "Theme",
        "What children said",
        "Outcome",
        "Not answered for",
        "Heard by",
        "Heard on",
        "What changed as a result",
        "Not possible because",
        "Told back",
        "Told back on",
        "Told back how",
    )


def _row(said: Said) -> tuple[object, ...]:
    by = said.by
    open_for = said.age if said.outcome == UNANSWERED else None
    return (
        said.priority,
        said.ref,
        by.said.words,
        by.agency,
        said.method,
        said.age_band,
        by.children,
        said.theme,
        said.words,
        said.outcome,
        open_for,
        said.heard_by,
        _words(by.heard),
        said.changed,
        said.not_possible,
        "Yes" if said.told_back else "No",
        _words(by.told_back),
        said.told_back_how,
    )


def _words(when: When | None) -> str | None:
    return when.words if when else None

"""What the cover of every file states: the plan, the last upload, and what made the file."""

from escp_data import MAKER
from escp_data.excel.writer import Facts
from escp_data.plan.actions import View
from escp_data.plan.plans import THE_PLAN, newest_words, plan_words
from escp_data.records.demonstration import is_demonstration
from escp_data.records.uploads import newest_upload
from escp_data.store.database import Store
from escp_data.text.wording import day_words

SAMPLE = "Demonstration figures: RAG, updates, dates and leads are samples."


def plan_facts(store: Store, as_at: str | None = None, view: View | None = None) -> Facts:
    """What every cover states: the plan, the last upload, and whether the figures are samples."""
    words = plan_words(store, view) if view else newest_words(store)
    return [
        ("The plan", words.whole or THE_PLAN),
        *([("Area", words.area)] if words.area else []),
        ("Last upload", last_upload(store, as_at)),
        *made_by(store, as_at),
    ]


def quarter_facts(store: Store, view: View, filters: str) -> Facts:
    """What the cover of a quarter's page states before its own: plan, quarter, date, filters."""
    return [
        *plan_facts(store, view.as_at, view),
        ("Up to", f"{view.period} ({view.period.words})"),
        ("Data to", day_words(view.period.end)),
        ("Filters", filters),
    ]


def last_upload(store: Store, as_at: str | None) -> str:
    """`Upload 12 of 14 January 2026`; `None` where nothing was stored."""
    upload = newest_upload(store, as_at)
    return f"Upload {upload.upload_id} of {day_words(upload.day)}" if upload else "None"


def made_by(store: Store, as_at: str | None = None) -> Facts:
    """The program, the day it asked the store of, and whether all figures are samples."""
    return [
        ("Made by", MAKER),
        *([("As it was on", day_words(as_at))] if as_at else []),
        *([("Sample", SAMPLE)] if is_demonstration(store) else []),
    ]

"""All that is worked out of training for one choice of filters: asked once, and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from escp_data.evidence.attendance import nothing_on_record, sent_nobody, silent_words
from escp_data.evidence.chosen import filter_rows
from escp_data.evidence.training import by_action, headline, outcome, table_by, training
from escp_data.evidence.training_chart import (
    confidence_chart,
    confidence_table,
    confidence_words,
)
from escp_data.evidence.training_filters import TrainingFilters
from escp_data.plan.actions import View, actions
from escp_data.plan.naming import action_titles
from escp_data.store.database import Store


@dataclass(frozen=True)
class Confidence:
    """Before and after, action by action: rows in words, the chart as Vega-Lite, a sentence."""

    rows: pd.DataFrame
    chart: Mapping[str, Any]
    words: str


@dataclass(frozen=True)
class OfAction:
    """What the training for one action came to: in sentences, and course by course."""

    titled: str
    sentences: tuple[str, ...]
    courses: pd.DataFrame


@dataclass(frozen=True)
class TrainingShown:
    """The entries that pass the filters (`found`), and what they come to; by action, its Ref.

    `silent` is a sentence about agencies of which nothing is on record; without filters only.
    """

    found: pd.DataFrame
    headline: str
    sentences: tuple[str, ...]
    confidence: Confidence
    nobody: tuple[str, ...]
    silent: str
    of_actions: Mapping[str, OfAction]


def training_shown(store: Store, view: View, filters: TrainingFilters) -> TrainingShown:
    """What the page of training says under its filters. Read-only."""
    found = filter_rows(training(store, view), filters)
    named = action_titles(actions(store, view))
    own = {ref: (named.get(ref, ref), rows) for ref, rows in by_action(found).items()}
    outcomes = {title: outcome(rows) for title, rows in own.values()}
    drawn = confidence_table(outcomes)
    return TrainingShown(
        found,
        headline(found) if len(found) else "No training passes these filters",
        tuple(outcome(found).sentences),
        Confidence(
            drawn,
            {} if drawn.empty else confidence_chart(outcomes).to_dict(),
            confidence_words(outcomes),
        ),
        tuple(sent_nobody(found)),
        "" if filters != TrainingFilters() else silent_words(nothing_on_record(store, view, found)),
        {
            ref: OfAction(title, tuple(outcomes[title].sentences), table_by(rows, "Course"))
            for ref, (title, rows) in own.items()
        },
    )


def training_by(store: Store, view: View, filters: TrainingFilters, by: str) -> pd.DataFrame:
    """The table of what passes the filters by agency, year or course. Read-only."""
    return table_by(filter_rows(training(store, view), filters), by)

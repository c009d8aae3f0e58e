"""What a person answered, kept for the next file of the same shape, and offered to be confirmed.

Quarters and years are not kept: they are of one file. Nor are words about numbers, which may be
small counts of children. What a word for an ethnic group means is kept for the whole partnership.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from escp_data.contract import SHEETS
from escp_data.store.database import Store, record_line, utc_now
from escp_data.trackers.answers import Understood
from escp_data.trackers.questions import BETWEEN, Answers

_LABELS = "ethnic labels"
"""The shape under which the partnership's own words for ethnic groups are kept."""
_GROUP = f"ethnic_group{BETWEEN}"
_OF_ONE_FILE = ("year", "fy", "period", "months", "disagree", "reason")
_COUNTED = {
    column.field
    for sheet in SHEETS
    for column in sheet.columns
    if column.kind in ("count", "amount", "number", "period")
}
_OF_THE_FILE = (f"file{BETWEEN}period", f"file{BETWEEN}plan")


@dataclass(frozen=True)
class Suggestion:
    """An answer given before to what is asked now: by whom, and on which day (ISO)."""

    part: str
    answer: str
    by: str
    on: str


def remember(store: Store, found: Understood, answers: Answers, by: str) -> None:
    """Keep what was answered about a file; earlier answers stay, and are not used."""
    met = {part.id: part.answer for question in found.questions for part in question.parts}
    lasting = {key: value for key, value in met.items() if value and _lasts(key)}
    labels = {key: value for key, value in lasting.items() if key.startswith(_GROUP)}
    chosen = {key: answers[key] for key in answers if key.startswith(("table", "heading"))}
    when = utc_now()
    with store.writing() as connection:
        for shape, sheet, kept in _kept(found, lasting | chosen, labels):
            connection.execute(
                "INSERT INTO mappings (shape, sheet, mapping, confirmed_by, confirmed_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (shape, sheet, json.dumps({"answers": kept}, ensure_ascii=False), by, when),
            )
            detail = f"tracker shape {shape} read as {sheet or 'nothing'}"
            record_line(connection, by, "mapping", detail, when)


def _kept(
    found: Understood, answers: dict[str, str], labels: dict[str, str]
) -> Iterator[tuple[str, str, dict[str, str]]]:
    seen = dict.fromkeys((table.shape, table.becomes) for table in found.tables)
    for shape, sheet in seen:
        yield shape, sheet, answers
    if labels:
        yield _LABELS, "Ethnicity counts", labels


def _lasts(part: str) -> bool:
    """Whether an answer is true of the next file, too."""
    kind = part.partition(BETWEEN)[0]
    return kind not in _OF_ONE_FILE and kind not in _COUNTED and part not in _OF_THE_FILE


def suggested(store: Store, found: Understood) -> tuple[Suggestion, ...]:
    """What was answered before to the parts that are open now, in files of these shapes."""
    wanted = {part.id: part for question in found.open for part in question.open}
    kept: dict[str, Suggestion] = {}
    with store.reading() as connection:
        for shape in (_LABELS, *dict.fromkeys(table.shape for table in found.tables)):
            row = connection.execute(
                "SELECT mapping, confirmed_by, confirmed_at FROM mappings WHERE shape = ?"
                " ORDER BY id DESC LIMIT 1",
                (shape,),
            ).fetchone()
            given = json.loads(row[0]).get("answers", {}) if row else {}
            for key, value in given.items():
                part = wanted.get(key)
                if part and (part.typed or value in {each.value for each in part.options}):
                    kept[key] = Suggestion(key, value, row[1], row[2][:10])
    return tuple(kept.values())

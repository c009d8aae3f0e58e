"""Confirmed mappings, kept for the next file of the same shape.

Quarters and years are not remembered: they are read afresh from each file's own headings. Nor are
words about numbers, which belong to one file, and may be small counts of children.
"""

from collections.abc import Sequence
from dataclasses import replace

from escp_data.contract import sheet as contract_sheet
from escp_data.store.database import Store, record_line, utc_now
from escp_data.text.wording import day_words
from escp_data.trackers.known import Plan
from escp_data.trackers.mapping import Mapping, Use, as_json, from_json
from escp_data.trackers.proposal import newest, propose_for
from escp_data.trackers.shapes import Shape, pattern_of

_EACH_TIME = ("period",)
_OF_ONE_FILE = ("count", "amount", "number", "period")


def remember(store: Store, mappings: Sequence[Mapping], by: str) -> None:
    """Keep confirmed mappings for the next file of the same shape; earlier ones stay, unused."""
    when = utc_now()
    with store.writing() as connection:
        for mapping in mappings:
            connection.execute(
                "INSERT INTO mappings (shape, sheet, mapping, confirmed_by, confirmed_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (mapping.shape, mapping.sheet, as_json(_lasting(mapping)), by, when),
            )
            detail = f"tracker shape {mapping.shape} read as {mapping.sheet or 'nothing'}"
            record_line(connection, by, "mapping", detail, when)


def _lasting(mapping: Mapping) -> Mapping:
    """What of a mapping is true of the next file too."""
    columns = contract_sheet(mapping.sheet).columns if mapping.sheet else ()
    of_one_file = {column.field for column in columns if column.kind in _OF_ONE_FILE}
    words = tuple(word for word in mapping.words if word.field not in of_one_file)
    return replace(mapping, words=words, remembered="")


def remembered(store: Store, shape: Shape, plan: Plan, year: str, period: str) -> Mapping | None:
    """The mapping last confirmed for a table's shape, fitted to this table; None where none was."""
    with store.reading() as connection:
        row = connection.execute(
            "SELECT mapping, confirmed_by, confirmed_at FROM mappings WHERE shape = ?"
            " ORDER BY id DESC LIMIT 1",
            (shape.fingerprint,),
        ).fetchone()
    if row is None:
        return None
    said = f"As {row[1]} confirmed on {day_words(row[2][:10])}."
    return _fitted(from_json(row[0]), shape, plan, year, period, said)


def _fitted(kept: Mapping, shape: Shape, plan: Plan, year: str, period: str, said: str) -> Mapping:
    """The kept columns by their headings, on this table's own positions and quarters."""
    if not kept.sheet:
        fresh = Mapping(shape.id, shape.fingerprint, year=year)
        return replace(fresh, reason=said, confidence=1.0, remembered=said)
    fresh = propose_for(shape, contract_sheet(kept.sheet), plan, year, period)
    by_pattern: dict[str, list[Use]] = {}
    for use in kept.uses:
        by_pattern.setdefault(pattern_of(use.heading), []).append(use)
    uses = newest([_as_before(use, by_pattern, said) for use in fresh.uses], shape, year)
    defaults = [pair for pair in fresh.defaults if pair[0] in _EACH_TIME]
    return replace(
        fresh,
        uses=tuple(uses),
        words=tuple(replace(w, cells=()) for w in kept.words if w.field not in _EACH_TIME),
        defaults=(*defaults, *(pair for pair in kept.defaults if pair[0] not in _EACH_TIME)),
        reason=said,
        confidence=1.0,
        remembered=said,
    )


def _as_before(use: Use, kept: dict[str, list[Use]], said: str) -> Use:
    """A column as it was confirmed; the last of several with one heading stands for later ones."""
    same = kept.get(pattern_of(use.heading))
    if not same:
        return use
    before = same.pop(0) if len(same) > 1 else same[0]
    return replace(
        use,
        field=before.field,
        by_colour=before.by_colour,
        words_field=before.words_field,
        period=use.period if before.period else "",
        reason=said,
        confidence=1.0,
    )

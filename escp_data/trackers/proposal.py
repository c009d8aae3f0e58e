"""What each table of a tracker is proposed to be, and each of its columns, with the reason.

A column is known by its heading, else by what stands in it: refs, states, coloured cells. Every
proposal is for a person to confirm.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import replace

from escp_data.contract import SHEETS, Column, Sheet
from escp_data.contract import sheet as contract_sheet
from escp_data.text.clean import fold
from escp_data.text.periods import parse_period
from escp_data.text.wording import written
from escp_data.trackers.faces import Face
from escp_data.trackers.known import Plan, guess_value, plain_value
from escp_data.trackers.mapping import COLOUR, Mapping, Use
from escp_data.trackers.shapes import Heading, Shape
from escp_data.trackers.vocabulary import (
    Guess,
    hue,
    in_year,
    is_bare,
    is_month,
    legend_in,
    read_heading,
    read_rag,
    running_on,
    split_period,
)
from escp_data.validation.cells import is_blank

NO_REASON = "No reason was given in the agency's own tracker."
"""Proposed where a colour says Red or Amber and nobody wrote why; a person may change it."""

_NARRATIVE = ("progress_update", "rag_reason", "evidence", "impact", "barriers", "next_steps")
_SURE = 0.5
_MOST = 0.6
_ENOUGH = 12
_NEED_NOT_BE_THERE = ("period", "agency")

Legend = Lookup[str, str]
"""A colour (`FFC000`) or a hue's usual RAG to what the sheet's own key says it means."""


def propose_mapping(shape: Shape, plan: Plan, year: str, period: str) -> Mapping:
    """The likeliest of the contract's sheets for a table, or none with the reason."""
    tried = [propose_for(shape, sheet, plan, year, period) for sheet in SHEETS]
    fit = [each for each in tried if not missing(each)]
    named = [each for each in fit if fold(each.sheet) == fold(shape.face.sheet)]
    wanted = named or [each for each in fit if contract_sheet(each.sheet).in_return] or fit
    if shape.face.hidden or not wanted:
        why = "The sheet is hidden." if shape.face.hidden else _why_none(tried)
        return Mapping(shape.id, shape.fingerprint, year=year, reason=why)
    return max(wanted, key=_fields)


def _fields(mapping: Mapping) -> int:
    return len({use.field for use in mapping.uses if use.field and use.confidence >= _SURE})


def missing(mapping: Mapping) -> tuple[Column, ...]:
    """The columns that a sheet needs and no column of the table gives; Cover gives two of them."""
    here = {use.field for use in mapping.uses} | {name for name, _ in mapping.defaults}
    keyed = {"ref", "code"} if any(use.key for use in mapping.uses) else set()
    return tuple(
        column
        for column in contract_sheet(mapping.sheet).required
        if column.field not in (*here, *keyed, *_NEED_NOT_BE_THERE)
    )


def _why_none(tried: Sequence[Mapping]) -> str:
    best = max(tried, key=lambda each: (_fields(each), -len(missing(each))))
    lacks = " and ".join(column.name for column in missing(best))
    if not _fields(best):
        return "None of its headings is one that the dashboard knows."
    return f"It comes closest to {best.sheet}, and has no column for {lacks}."


def propose_for(shape: Shape, sheet: Sheet, plan: Plan, year: str, period: str) -> Mapping:
    """The mapping of a table to one of the contract's sheets, whether or not it fits."""
    periods = dict(
        zip((h.position for h in shape.headings),
            running_on([heading.period for heading in shape.headings]), strict=True)
    )  # fmt: skip  # pairs share a line
    uses = [_use(shape, sheet, heading, periods, plan, year) for heading in shape.headings]
    uses = _one_each(_alike(uses, shape), shape, sheet)
    if sheet.name in ("Progress", "Recommendations"):
        uses = newest(uses, shape, year)
    fields = {use.field for use in uses}
    found = Mapping(
        shape.id, shape.fingerprint, sheet.name, tuple(uses), (), year,
        tuple(_defaults(sheet, uses, fields, period)),
    )  # fmt: skip  # pairs share a line
    known = [use.field for use in uses if use.field]
    sure = min((use.confidence for use in uses if use.field), default=0.0)
    return replace(
        found, reason=f"{len(known)} of its {len(uses)} columns are known.", confidence=sure
    )


def _defaults(
    sheet: Sheet, uses: Sequence[Use], fields: set[str], period: str
) -> Iterator[tuple[str, str]]:
    keys = {column.field for column in sheet.keys}
    if "period" in keys and "period" not in fields and not any(use.period for use in uses):
        yield "period", period
    if sheet.name == "Progress":
        yield "rag_reason", NO_REASON


def _use(
    shape: Shape,
    sheet: Sheet,
    heading: Heading,
    periods: Lookup[int, str],
    plan: Plan,
    year: str,
) -> Use:
    at = heading.position
    if at in shape.face.hidden_columns and not shape.face.turned:
        return Use(at, heading.text, reason="The column is hidden.")
    use = Use(at, heading.text, period=periods[at])
    words = heading.words
    if heading.about:
        use, words = _about(use, heading, sheet, plan)
    guess = read_heading(words, sheet.name) if words else None
    if guess is None or guess.means == "rag" or (use.period and guess.confidence < _SURE):
        guess = _by_values(shape, sheet, use, plan, year, guess) or guess
    if guess is None:
        return replace(use, period="", reason=_unknown(heading, sheet))
    use = replace(use, field=guess.means, reason=guess.reason, confidence=guess.confidence)
    if use.field == "rag" and _is_coloured(shape, at):
        use = replace(use, by_colour=True, reason=f"{use.reason} Its cells are coloured.")
        use = replace(use, words_field="progress_update" if _has_sentences(shape, at) else "")
    return replace(use, period="") if use.field in ("period", "ref", "code") else use


def _about(use: Use, heading: Heading, sheet: Sheet, plan: Plan) -> tuple[Use, str]:
    """A column of one action's own: its ref, and the heading's other words."""
    column = next((each for each in sheet.keys if each.kind == "ref"), None)
    if column is None:
        return use, heading.words
    ref = guess_value(column, heading.about, plan, "").means
    others = [part for part in heading.text.split(" · ") if part != heading.about]
    return replace(use, key=ref), split_period(" ".join(others))[1]


def _unknown(heading: Heading, sheet: Sheet) -> str:
    if not heading.text:
        return "It has no heading."
    held = {"Progress": "The plan itself holds what was agreed."}.get(sheet.name, "")
    return f"{sheet.name} has no column for it. {held}".strip()


def _by_values(
    shape: Shape, sheet: Sheet, use: Use, plan: Plan, year: str, headed: Guess | None
) -> Guess | None:
    """What stands in a column says what it is, where its heading does not."""
    fields = {column.field: column for column in sheet.columns}
    texts = [value for value in column_values(shape, use.position) if not is_blank(value)]
    if headed:
        return None
    if "rag" in fields and (use.period or use.key):
        if _is_coloured(shape, use.position) or _share(texts, _says_rag) >= _MOST:
            return Guess("rag", "Its cells say or show a RAG.", 0.8)
        if texts and "progress_update" in fields:
            return Guess("progress_update", "Its cells are text about a quarter.", 0.6)
    if "numerator" in fields and use.period and texts:
        return Guess("numerator", f"It holds the values for {use.period}.", 0.8)
    for column in sheet.columns:
        if column.field in ("ref", "code") and not (use.period or use.key):
            some = list(dict.fromkeys(map(str, texts)))[:_ENOUGH]
            if _share(some, lambda text, c=column: _names_one(c, text, plan, year)) >= _MOST:
                held = f"Its cells name {column.name.lower()}s of the plan."
                return Guess(column.field, held, 0.7)
    return None


def _share(texts: Sequence[object], test: object) -> float:
    assert callable(test)
    return sum(bool(test(text)) for text in texts) / len(texts) if texts else 0.0


def _says_rag(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 30 and read_rag(value) is not None


def _names_one(column: Column, value: object, plan: Plan, year: str) -> bool:
    if plain_value(column, value, plan) is not None:
        return True
    return isinstance(value, str) and guess_value(column, value, plan, year).confidence >= 0.9


def column_values(shape: Shape, position: int) -> list[object]:
    """A column's values in the lines of data."""
    return [shape.face.rows[row][position] for row in shape.body]


def _is_coloured(shape: Shape, position: int) -> bool:
    """Whether more cells show a RAG by their fill than say one in words."""
    fills = [shape.face.fills.get((row, position), "") for row in shape.body]
    shown = sum(bool(rgb and hue(rgb)) for rgb in fills)
    said = sum(_says_rag(value) for value in column_values(shape, position))
    return shown > said


def _alike(uses: Sequence[Use], shape: Shape) -> list[Use]:
    """Quarters still empty are coloured like those before them."""
    if not any(use.by_colour for use in uses):
        return list(uses)
    return [
        replace(use, by_colour=True)
        if use.field == "rag" and not any(map(_says_rag, column_values(shape, use.position)))
        else use
        for use in uses
    ]


def _has_sentences(shape: Shape, position: int) -> bool:
    texts = [v for v in column_values(shape, position) if isinstance(v, str) and not _says_rag(v)]
    return any(len(text) > 12 for text in texts)


def _one_each(uses: Sequence[Use], shape: Shape, sheet: Sheet) -> list[Use]:
    """Of two columns taken for the same, the surer one; the other is not used, and why."""
    best: dict[tuple[str, str, str], Use] = {}
    for use in uses:
        key = (use.field, use.period, use.key)
        if _is_month_of_many(use):
            continue
        if use.field and (key not in best or use.confidence > best[key].confidence):
            best[key] = use
    return [_kept(use, best.get((use.field, use.period, use.key)), shape, sheet) for use in uses]


def _is_month_of_many(use: Use) -> bool:
    return use.field == "numerator" and is_month(split_period(use.heading)[0])


def _kept(use: Use, best: Use | None, shape: Shape, sheet: Sheet) -> Use:
    if _is_month_of_many(use):
        return replace(use, reason=f"One month of {use.period}: months of a quarter are added up.")
    if best is None or best is use:
        return use
    name = sheet.column(best.field).name
    line = f"column {shape.face.cell(0, best.position).rstrip('0123456789')}"
    if shape.face.turned:
        line = f"row {best.position + 1}"
    return Use(use.position, use.heading, reason=f"{name} is read from {line}.")


def newest(uses: list[Use], shape: Shape, year: str) -> list[Use]:
    """One column of updates beside several quarters of RAG is about the newest with anything."""
    quarters = {
        parse_period(full): use.period
        for use in uses
        if use.field and use.period and _holds(shape, use) and (full := in_year(use.period, year))
    }
    if not quarters or any(use.field == "period" for use in uses):
        return uses
    last = quarters[max(quarters)]
    return [
        replace(use, period=last, reason=f"{use.reason} Taken to be about the newest quarter.")
        if use.field in _NARRATIVE and not use.period
        else use
        for use in uses
    ]


def _holds(shape: Shape, use: Use) -> bool:
    return any(
        not is_blank(shape.face.rows[row][use.position])
        or (use.by_colour and (row, use.position) in shape.face.fills)
        for row in shape.body
    )


def legend_of(faces: Sequence[Face], tables: Sequence[Shape]) -> dict[str, str]:
    """The file's own key to its colours: a filled cell outside the tables with a word on or by it.

    Also a sentence such as `Grey = not begun`, for a hue.
    """
    inside = {(shape.face.sheet, cell) for shape in tables for cell in _cells_of(shape)}
    found: dict[str, str] = {}
    for face in faces:
        for row, values in enumerate(face.rows):
            for column, value in enumerate(values):
                if (face.sheet, face.cell(row, column)) in inside or not isinstance(value, str):
                    continue
                found |= legend_in(value)
                fill = face.fills.get((row, column)) or face.fills.get((row, column - 1))
                meant = read_rag(value) if fill and len(value) <= 40 else None
                if fill and meant:
                    found[fill] = meant.means
    return found


def _cells_of(shape: Shape) -> Iterator[str]:
    for row in (*shape.header, *shape.body):
        for column in range(shape.left, shape.right + 1):
            yield shape.face.cell(row, column)


def colour_meaning(rgb: str, legend: Legend) -> Guess:
    """What a fill stands for: by the file's own key, else by its hue."""
    if rgb in legend:
        return Guess(legend[rgb], f"The file's own key says {legend[rgb]}.", 0.95)
    usual = hue(rgb)
    if usual in legend:
        return Guess(legend[usual], "The file's own key says so in words.", 0.9)
    if not usual:
        return Guess("", "This colour has no usual meaning. Choose one, or leave it out.", 0.0)
    return Guess(usual, f"Its hue is commonly {usual}.", 0.8)


def colour_words(rgb: str) -> str:
    """A fill as a word of the mapping: `colour FFC000`."""
    return f"{COLOUR}{rgb}"


def years_and_periods(texts: Sequence[str]) -> tuple[str, str]:
    """The first financial year and the first quarter that titles name; "" where none does."""
    year = quarter = ""
    for text in texts:
        found, _ = split_period(text)
        if not found or is_bare(found):
            continue
        period = parse_period(found)
        year = year or str(period).split(" Q")[0].partition(" ")[0].replace("/", "-")
        quarter = quarter or (str(period) if period.quarter else "")
    return year, quarter


def titles_of(shape: Shape, name: str) -> list[str]:
    """The texts that name a table: above it, from the nearest, its sheet's name, the file's."""
    face = shape.face
    lines = range(shape.top - 1, -1, -1) if not face.turned else range(0)
    above = [value for row in lines for value in face.rows[row] if isinstance(value, str)]
    return [*(written(text) for text in above), face.sheet, name.replace("_", " ")]

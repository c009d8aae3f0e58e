"""The tables in a sheet that nobody made for us: where they are, their headings, their shape.

A header is one row or two (quarters over `RAG` and `Update`), anywhere on the sheet; a sheet may
have several tables under or beside each other, or lie on its side with one column an action.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from escp_data.contract import COVER_SHEET
from escp_data.excel.workbook import Value
from escp_data.text.clean import clean, fold
from escp_data.text.wording import written
from escp_data.trackers.faces import Face
from escp_data.trackers.vocabulary import is_heading, names_a_key, split_period
from escp_data.validation.cells import is_blank

_ACTION = re.compile(r"\s*(?:action\s*)?\d{1,2}\.\d{1,3}\b", re.IGNORECASE)
_LONGEST_HEADING = 80
_DAY = re.compile(r"\d{1,2}\D+\w+\D+\d{2,4}")
_BETWEEN = " · "
_TOTAL = re.compile(r"\W*(?:grand\s*|overall\s*|sub-?\s*)?total", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """What stands over a column: as written, its period if any, and its words without it.

    `pattern` is the same for every quarter and every action, so that next year's sheet has it too.
    """

    position: int
    text: str
    period: str
    words: str
    about: str
    pattern: str


@dataclass(frozen=True)
class Shape:
    """One table on a face: its header lines, headings, lines of data, and lines that are none."""

    face: Face
    top: int
    header: tuple[int, ...]
    left: int
    right: int
    bottom: int
    headings: tuple[Heading, ...]
    body: tuple[int, ...]
    asides: dict[int, str] = field(default_factory=dict)
    title: str = ""

    @property
    def range(self) -> str:
        """`A4:L18`."""
        return f"{self.face.cell(self.top, self.left)}:{self.face.cell(self.bottom, self.right)}"

    @property
    def id(self) -> str:
        """`Tracker!A4:L18`."""
        return f"{self.face.sheet}!{self.range}"

    @property
    def fingerprint(self) -> str:
        """The same for a file with the same headings, whatever its quarters, rows and names."""
        patterns = dict.fromkeys(heading.pattern for heading in self.headings)
        text = "\n".join(["turned" if self.face.turned else "upright", *patterns])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def find_tables(face: Face) -> list[Shape]:
    """The tables on a sheet, from its top; read on its side where that has more headings.

    A sheet called Cover is the contract's own and has none.
    """
    if fold(face.sheet) == fold(COVER_SHEET):
        return []
    upright = list(_tables(face))
    side = list(_tables(face.on_its_side()))
    return side if _known(side) > _known(upright) else upright


def _known(shapes: Sequence[Shape]) -> int:
    """How many different headings are known; quarters do not count, for a list is full of them."""
    words = {heading.words for shape in shapes for heading in shape.headings}
    return sum(map(is_heading, words))


def _tables(face: Face) -> Iterator[Shape]:
    headers = _headers(face)
    for number, header in enumerate(headers):
        after = headers[number + 1][0] if number + 1 < len(headers) else len(face.rows)
        yield from _beside_each_other(face, header, after)


def _headers(face: Face) -> list[tuple[int, ...]]:
    """The lines of each header: the line of headings, one below it, one of groups above.

    A second table on a sheet begins after a blank line or a title.
    """
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(face.rows):
        apart = not found or sum(not is_blank(value) for value in face.rows[at - 1]) <= 1
        if not (apart and _is_header(face.rows[at])):
            at += 1
            continue
        lines = [at]
        if at + 1 < len(face.rows) and _goes_on(face.rows[at], face.rows[at + 1]):
            lines.append(at + 1)
        if at and _groups_above(face, at):
            lines.insert(0, at - 1)
        found.append(tuple(lines))
        at = lines[-1] + 1
    return found


def _goes_on(upper: Sequence[Value], lower: Sequence[Value]) -> bool:
    """Whether the next line holds headings too, each under a quarter or under nothing."""
    pairs = [(over, under) for over, under in zip(upper, lower, strict=True) if not is_blank(under)]
    return len(pairs) > 1 and all(
        isinstance(under, str)
        and is_heading(clean(under))
        and (is_blank(over) or (isinstance(over, str) and bool(split_period(clean(over))[0])))
        for over, under in pairs
    )


@dataclass
class _Signs:
    """What in a line speaks for a header: different words of headings, quarters, actions."""

    words: set[str] = field(default_factory=set)
    known: int = 0
    periods: int = 0
    days: int = 0
    actions: int = 0
    dates: int = 0
    numbers: int = 0

    def add(self, value: Value) -> None:
        """Count one cell."""
        if isinstance(value, date):
            self.dates += 1
        elif not isinstance(value, str):
            self.numbers += 1
        elif len(value) <= _LONGEST_HEADING:
            period, rest = split_period(clean(value))
            named = bool(rest) and is_heading(rest)
            dated = bool(period) and (not rest or named)
            self.words |= {fold(rest)} if named else set()
            self.known += named or dated
            self.periods += dated
            self.days += bool(_DAY.fullmatch(period))
            self.actions += bool(_ACTION.match(value))


def _is_header(row: Sequence[Value]) -> bool:
    signs = _Signs()
    filled = [value for value in row if not is_blank(value)]
    for value in filled:
        signs.add(value)
    enough = len(signs.words) >= 2 or signs.periods - signs.days >= 3
    if signs.words:
        enough = enough or signs.periods + signs.dates >= 2 or signs.actions >= 2
    share = 5 * (signs.known + signs.actions + signs.dates) >= 2 * len(filled)
    return enough and share and not signs.numbers


def _groups_above(face: Face, at: int) -> bool:
    """Whether the line above names groups of the header's columns, as merged cells do."""
    width = sum(not is_blank(value) for value in face.rows[at])
    spans = [right - left + 1 for top, left, bottom, right in face.merged
             if top <= at - 1 == bottom and right > left]  # fmt: skip  # pairs share a line
    return any(span < width for span in spans)


def _beside_each_other(face: Face, header: tuple[int, ...], after: int) -> Iterator[Shape]:
    """One table, or several apart by a blank column that each have headings of their own."""
    spans = [span for span in _spans(face, header, after) if _belongs(face, header, after, *span)]
    whole = [(spans[0][0], spans[-1][1])] if spans else []
    parts = spans if len(spans) > 1 and all(_heads(face, header, *s) for s in spans) else whole
    for left, right in parts:
        yield _shape(face, header, after, left, right)


def _heads(face: Face, header: tuple[int, ...], left: int, right: int) -> bool:
    """Whether a part has a heading of its own for what identifies a row: a ref, a measure."""
    words = (face.rows[line][at] for line in header for at in range(left, right + 1))
    return right > left and any(isinstance(word, str) and names_a_key(word) for word in words)


def _belongs(face: Face, header: tuple[int, ...], after: int, left: int, right: int) -> bool:
    """Whether columns apart hold anything below the header, or a heading: no title on its own."""
    below = (
        not is_blank(face.rows[row][column]) or (row, column) in face.fills
        for row in range(header[-1] + 1, after)
        for column in range(left, right + 1)
    )
    words = (face.rows[line][column] for line in header for column in range(left, right + 1))
    return any(below) or any(isinstance(word, str) and is_heading(word) for word in words)


def _spans(face: Face, header: tuple[int, ...], after: int) -> list[tuple[int, int]]:
    """The runs of columns in which something stands, in the header or below it."""
    used = [
        any(not is_blank(face.rows[row][column]) for row in range(header[0], after))
        or any((row, column) in face.fills for row in range(header[-1] + 1, after))
        for column in range(face.width)
    ]
    spans: list[tuple[int, int]] = []
    for column, here in enumerate(used):
        if here and spans and spans[-1][1] == column - 1:
            spans[-1] = (spans[-1][0], column)
        elif here:
            spans.append((column, column))
    return spans


def _shape(face: Face, header: tuple[int, ...], after: int, left: int, right: int) -> Shape:
    headings = tuple(_headings(face, header, left, right))
    asides: dict[int, str] = {}
    body = []
    for row in range(header[-1] + 1, after):
        held = [at for at in range(left, right + 1) if not is_blank(face.rows[row][at])]
        coloured = [at for at in range(left, right + 1) if (row, at) in face.fills]
        why = _not_data(face, row, held, set(held + coloured))
        if face.turned and row in face.hidden_columns:
            why = "a hidden column"
        if why:
            asides[row] = why
        elif held or _is_spanned(face, row, left, right):
            body.append(row)
    bottom = max([*body, *(r for r, why in asides.items() if why == "a total"), header[-1]])
    return Shape(face, header[0], header, left, right, bottom, headings, tuple(body), asides,
                 _title(face, header[0]))  # fmt: skip  # pairs share a line


def _is_spanned(face: Face, row: int, left: int, right: int) -> bool:
    """Whether a merged cell above reaches into a line that has colours only."""
    spans = any(top < row <= bottom and left <= at <= right for top, at, bottom, _ in face.merged)
    return spans and any((row, at) in face.fills for at in range(left, right + 1))


def _not_data(face: Face, row: int, held: list[int], marked: set[int]) -> str:
    """What a line is that holds no data: a total, or a title or note on its own; "" for data."""
    texts = [face.rows[row][at] for at in held]
    if texts and isinstance(texts[0], str) and _TOTAL.match(texts[0]):
        return "a total"
    spanned = any(top < row <= bottom for top, _, bottom, _ in face.merged)
    if len(held) == 1 and isinstance(texts[0], str) and len(marked) == 1 and not spanned:
        return "a title or note on its own"
    return ""


def _title(face: Face, top: int) -> str:
    """The nearest line of text above a table."""
    for row in range(top - 1, max(top - 5, -1), -1):
        texts = [written(value) for value in face.rows[row] if isinstance(value, str)]
        if texts:
            return " ".join(texts[0].split())[:120]
    return ""


def _headings(face: Face, header: tuple[int, ...], left: int, right: int) -> Iterator[Heading]:
    lines = [_spread(face, row, left, right) for row in header]
    if len(lines) > 1:
        lines[0] = _carried(lines[0], lines[1])
    for column in range(left, right + 1):
        parts = [clean(written(line[column])) for line in lines if not is_blank(line[column])]
        yield _heading(column, list(dict.fromkeys(parts)))


def _spread(face: Face, row: int, left: int, right: int) -> dict[int, Value]:
    """A header line's values by column; a merged cell counts in every column and line it spans."""
    line = {column: face.rows[row][column] for column in range(left, right + 1)}
    for top, first, bottom, last in face.merged:
        if top <= row <= bottom:
            for column in range(max(first, left), min(last, right) + 1):
                line[column] = face.rows[top][first]
    return line


def _carried(upper: dict[int, Value], lower: dict[int, Value]) -> dict[int, Value]:
    """A quarter above `RAG`, `Update` counts for both, merged or not."""
    last: Value = None
    carried = dict(upper)
    for column, value in upper.items():
        if not is_blank(value):
            last = value if isinstance(value, str) and split_period(clean(value))[0] else None
        elif last is not None and not is_blank(lower[column]):
            carried[column] = last
    return carried


def _heading(column: int, parts: list[str]) -> Heading:
    text = _BETWEEN.join(" ".join(part.split()) for part in parts)
    period, words = "", []
    for part in parts:
        here, rest = split_period(part)
        period = period or here
        words += [rest] if rest else []
    about = next((part for part in parts if _ACTION.match(part)), "")
    return Heading(column, text, period, " ".join(words), about, pattern_of(text))


def pattern_of(text: str) -> str:
    """What a heading is whatever its quarter, its action and its numbers: `period rag`."""
    parts = text.split(_BETWEEN)
    pairs = [split_period(part) for part in parts]
    about = any(_ACTION.match(part) for part in parts)
    words = "action" if about else fold(re.sub(r"\d+", "", " ".join(rest for _, rest in pairs)))
    return f"{'period ' if any(period for period, _ in pairs) else ''}{words}"

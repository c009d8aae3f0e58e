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
from escp_data.text.asking import Ask
from escp_data.text.clean import clean, fold
from escp_data.text.ethnic_labels import read_group
from escp_data.text.wording import written
from escp_data.trackers.faces import Face
from escp_data.trackers.headings import contract_columns, read_heading
from escp_data.trackers.heads import ACTION, Head, heads_of, is_dated, pattern_of
from escp_data.trackers.known import Plan
from escp_data.validation.cells import is_blank
from escp_data.validation.rag_words import read_rag

_LONGEST_HEADING = 80
_LETTER = re.compile(r"[^\W\d_]")
_TOTAL = re.compile(
    r"\W*(?:(?:grand|overall|sub)[\s-]*)?totals?(?:\s+(?:of\s+)?(?:all|actions?|children|pupils))?\W*",
    re.IGNORECASE,
)
_KEY = re.compile(r"\W*(?:(?:rag|colou?rs?|rating|status)\W+)?(?:key|legend)\b", re.IGNORECASE)
_YEARS_AS_NUMBERS = range(2000, 2101)
_TELLING = ("ref", "action", "measure", "ethnic group")


@dataclass(frozen=True)
class Shape:
    """One table on a face: its header lines, headings, lines of data, and lines that are none."""

    face: Face
    top: int
    header: tuple[int, ...]
    left: int
    right: int
    bottom: int
    heads: tuple[Head, ...]
    body: tuple[int, ...]
    asides: dict[int, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()

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
        patterns = dict.fromkeys(head.pattern for head in self.heads)
        text = "\n".join(["turned" if self.face.turned else "upright", *patterns])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def values(self, position: int) -> list[Value]:
        """A column's values in the lines of data, blanks left out."""
        held = (self.face.rows[row][position] for row in self.body)
        return [value for value in held if not is_blank(value)]


def find_tables(face: Face, plan: Plan) -> list[Shape]:
    """The tables on a sheet as it lies, from its top. The contract's own Cover has none."""
    if fold(face.sheet) == fold(COVER_SHEET):
        return []
    headers = _headers(face, plan)
    found: list[Shape] = []
    for number, header in enumerate(headers):
        after = headers[number + 1][0] if number + 1 < len(headers) else len(face.rows)
        found += _beside_each_other(face, header, after)
    return found


def _headers(face: Face, plan: Plan) -> list[tuple[int, ...]]:
    """The lines of each header: the line of headings, one below it, one of groups above.

    A second table on a sheet begins after a blank line or a title.
    """
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(face.rows):
        apart = not found or sum(not is_blank(value) for value in face.rows[at - 1]) <= 1
        if not (apart and _is_header(face.rows[at], plan)):
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


def is_known(text: str) -> bool:
    """Whether a text is a heading that says something to us, a period in figures alone apart."""
    reading = read_heading(text)
    if reading.means == "value" and reading.period is not None and not _LETTER.search(text):
        return False
    return reading.means != "ask" or bool(reading.offered) or bool(contract_columns(text))


def _goes_on(upper: Sequence[Value], lower: Sequence[Value]) -> bool:
    """Whether the next line holds headings too, each under a quarter or under nothing: known ones,
    or short words that come again and again.
    """
    pairs = [(over, under) for over, under in zip(upper, lower, strict=True) if not is_blank(under)]
    texts = [clean(under) for _, under in pairs if isinstance(under, str)]
    return (
        len(pairs) > 1
        and len(texts) == len(pairs)
        and all(
            (is_blank(over) or (isinstance(over, str) and is_dated(clean(over))))
            and (
                read_heading(text).means != "ask"
                or (texts.count(text) > 1 and len(text) <= _LONGEST_HEADING and not _is_state(text))
            )
            for (over, _), text in zip(pairs, texts, strict=True)
        )
    )


@dataclass
class _Signs:
    """What in a line speaks for a header: different headings, periods, actions, groups."""

    words: set[str] = field(default_factory=set)
    known: int = 0
    periods: int = 0
    others: int = 0
    numbers: int = 0

    def add(self, value: Value, plan: Plan) -> None:
        """Count one cell."""
        if isinstance(value, date) or value in _YEARS_AS_NUMBERS:
            self.periods += 1
        elif not isinstance(value, str):
            self.numbers += 1
        elif len(value) <= _LONGEST_HEADING:
            text = clean(value)
            if ACTION.match(text) or _names(text, plan):
                self.others += 1
            elif read_heading(text).means == "value" and is_dated(text):
                self.periods += 1
            elif is_known(text) and not _is_state(text):
                sure = read_heading(text).means != "ask" or contract_columns(text)
                self.words |= {pattern_of(read_heading(text))} if sure else set()
                self.known += 1


def _is_state(text: str) -> bool:
    """Whether a text is a RAG of some kind, as in a key to colours, and heads nothing for sure."""
    said = read_rag(text)
    may_be_one = bool(said.offered) if isinstance(said, Ask) else isinstance(said, str)
    return may_be_one and read_heading(text).means == "ask"


def _names(text: str, plan: Plan) -> bool:
    """Whether a text is an ethnic group or a measure, so that it may head a column of its own."""
    return len(text) > 2 and (
        not isinstance(read_group(text), Ask) or bool(plan.measure_named(text))
    )


def _is_header(row: Sequence[Value], plan: Plan) -> bool:
    filled = [value for value in row if not is_blank(value)]
    if len(filled) < 2:
        return False
    signs = _Signs()
    for value in filled:
        signs.add(value, plan)
    named = signs.periods + signs.others
    enough = len(signs.words) >= 2 or (signs.words and named) or signs.periods >= 2
    enough = enough or signs.others >= 3
    share = 5 * (signs.known + named) >= 2 * len(filled)
    return bool(enough) and share and not signs.numbers


def _groups_above(face: Face, at: int) -> bool:
    """Whether the line above names groups of the header's columns, as merged cells do."""
    width = sum(not is_blank(value) for value in face.rows[at])
    spans = [
        right - left + 1
        for top, left, bottom, right in face.merged
        if top <= at - 1 == bottom and right > left
    ]
    return any(span < width for span in spans)


def _beside_each_other(face: Face, header: tuple[int, ...], after: int) -> Iterator[Shape]:
    """One table, or several apart by a blank column that each have headings of their own."""
    spans = [span for span in _spans(face, header, after) if _belongs(face, header, after, *span)]
    whole = [(spans[0][0], spans[-1][1])] if spans else []
    parts = spans if len(spans) > 1 and all(_has_key(face, header, *s) for s in spans) else whole
    for left, right in parts:
        yield _shape(face, header, after, left, right)


def _has_key(face: Face, header: tuple[int, ...], left: int, right: int) -> bool:
    """Whether a part has a heading of its own for what identifies a row: a ref, a measure."""
    words = (face.rows[line][at] for line in header for at in range(left, right + 1))
    return right > left and any(
        isinstance(word, str) and read_heading(clean(word)).means in _TELLING for word in words
    )


def _belongs(face: Face, header: tuple[int, ...], after: int, left: int, right: int) -> bool:
    """Whether columns apart hold anything below the header, or a heading: no title on its own."""
    below = (
        not is_blank(face.rows[row][column]) or (row, column) in face.fills
        for row in range(header[-1] + 1, after)
        for column in range(left, right + 1)
    )
    words = (face.rows[line][column] for line in header for column in range(left, right + 1))
    return any(below) or any(isinstance(word, str) and is_known(clean(word)) for word in words)


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
    heads = tuple(heads_of(face, header, left, right))
    asides: dict[int, str] = {}
    body: list[int] = []
    titled = False
    for row in range(header[-1] + 1, after):
        held = [at for at in range(left, right + 1) if not is_blank(face.rows[row][at])]
        coloured = [at for at in range(left, right + 1) if (row, at) in face.fills]
        why = _not_data(face, row, held, set(held + coloured))
        if not why and row - 1 not in body and _is_key(face, row, held, {*held, *coloured}, titled):
            why = "a key to the colours"
        titled = titled or (bool(why) and any(_KEY.match(str(face.rows[row][at])) for at in held))
        if face.is_hidden_row(row):
            why = "a hidden column"
        if why:
            asides[row] = why
        elif held or _is_spanned(face, row, left, right):
            body.append(row)
    bottom = max([*body, *(r for r, why in asides.items() if why == "a total"), header[-1]])
    return Shape(
        face,
        header[0],
        header,
        left,
        right,
        bottom,
        heads,
        tuple(body),
        asides,
        tuple(_titles(face, header[0])),
    )


def _is_spanned(face: Face, row: int, left: int, right: int) -> bool:
    """Whether a merged cell above reaches into a line that has colours only."""
    spans = any(top < row <= bottom and left <= at <= right for top, at, bottom, _ in face.merged)
    return spans and any((row, at) in face.fills for at in range(left, right + 1))


def _not_data(face: Face, row: int, held: list[int], marked: set[int]) -> str:
    """What a line is that holds no data: a total, or a title or note on its own; "" for data.

    A total says `Total` and no more: `Total referrals` is a measure.
    """
    texts = [face.rows[row][at] for at in held]
    if any(isinstance(text, str) and _TOTAL.fullmatch(text) for text in texts[:2]):
        return "a total"
    spanned = any(top < row <= bottom for top, _, bottom, _ in face.merged)
    if len(held) == 1 and isinstance(texts[0], str) and len(marked) == 1 and not spanned:
        return "a title or note on its own"
    return ""


def _is_key(face: Face, row: int, held: list[int], marked: set[int], titled: bool) -> bool:
    """Whether a line says what one colour stands for: a fill or its name, and a state beside it.

    It stands below a table, after a blank line or a title, and tells of no action. Below a title
    such as `Key` it may say so in any words.
    """
    texts = [face.rows[row][at] for at in held]
    beside = len(marked) == 2 and max(marked) - min(marked) == 1 and max(marked) in held
    filled = any((row, at) in face.fills for at in marked)
    spanned = any(top < row <= bottom for top, _, bottom, _ in face.merged)
    states = all(isinstance(text, str) and (titled or _is_state(clean(text))) for text in texts)
    return beside and filled and states and not spanned


def _titles(face: Face, top: int) -> Iterator[str]:
    """The lines of text above a table, the nearest first, and the sheet's name."""
    for row in range(top - 1, -1, -1):
        filled = [value for value in face.rows[row] if not is_blank(value)]
        if len(filled) > 3:
            break
        for value in filled:
            if isinstance(value, str):
                yield " ".join(written(value).split())[:200]
    yield face.sheet

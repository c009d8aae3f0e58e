"""Workbooks whose cells are odd, though the file is sound: what reaches the checks themselves."""

from collections.abc import Callable
from functools import lru_cache
from random import Random

from escp_data.errors import WorkbookRefused
from escp_data.excel.workbook import Value, read_workbook
from tests.fuzzing.values import KINDS, NAMES, odd, words
from tests.fuzzing.writer import Page, written

Change = Callable[[Random, list[Page]], None]

LONG = (2_000, 6_000)
_HEADINGS = 5


def cells(random: Random, pages: list[Page]) -> None:
    """Any cells, replaced by odd ones."""
    share = random.choice((0.01, 0.1, 0.5))
    for page in pages:
        for row in page.rows:
            for at in range(len(row)):
                if random.random() < share:
                    row[at] = odd(random)


def one_kind(random: Random, pages: list[Page]) -> None:
    """One column of one sheet, all of it odd in the same way."""
    page = random.choice(pages)
    kind = random.choice(KINDS)
    width = max(map(len, page.rows), default=0)
    column = random.randrange(width) if width else 0
    for row in page.rows[random.choice((0, 1, _HEADINGS)) :]:
        if column < len(row):
            row[column] = kind(random)


def swapped(random: Random, pages: list[Page]) -> None:
    """Cells of the workbook, in each other's places."""
    places = [(row, at) for page in pages for row in page.rows for at in range(len(row))]
    for _ in range(random.choice((1, 5, 60)) if places else 0):
        (one, i), (other, j) = random.choice(places), random.choice(places)
        one[i], other[j] = other[j], one[i]


def headings(random: Random, pages: list[Page]) -> None:
    """Columns shuffled, doubled, or headed by something else; their cells stay below them."""
    for page in random.sample(pages, random.randint(1, len(pages))):
        width = max(map(len, page.rows), default=0)
        order = random.sample(range(width), width)
        order = order + random.choices(order or [0], k=random.choice((0, 1, 3))) if width else order
        keep = random.random() < 0.5
        for at, row in enumerate(page.rows):
            full = [*row, *[None] * (width - len(row))]
            page.rows[at] = full if keep else [full[column] for column in order]
        for row in page.rows[: random.choice((0, 1, 8))]:
            for column in range(len(row)):
                if random.random() < 0.2:
                    row[column] = f"{row[column]}{words(random)[:20]}"


def rows(random: Random, pages: list[Page]) -> None:
    """Rows doubled, dropped, shuffled, blank, or before the headings."""
    for page in pages:
        page.rows = [
            list(row) for row in page.rows for _ in range(random.choice((0, 1, 1, 1, 1, 1, 2)))
        ]
        if random.random() < 0.3:
            random.shuffle(page.rows)
        for _ in range(random.choice((0, 0, 1, 25))):
            page.rows.insert(random.randint(0, len(page.rows)), [None, words(random)[:30]])


def names(random: Random, pages: list[Page]) -> None:
    """Sheets under odd names, in another order, twice, or gone."""
    for page in pages:
        if random.random() < 0.4:
            same = (page.name.upper(), page.name + "s", f" {page.name} ", random.choice(pages).name)
            page.name = random.choice((*same, *NAMES))
    pages[:] = random.sample(pages, random.randint(1, len(pages)))


def merges(random: Random, pages: list[Page]) -> None:
    """Merged ranges anywhere, over each other too."""
    for page in pages:
        for _ in range(random.choice((1, 4, 30))):
            top, left = random.randint(1, 30), random.randint(0, 10)
            bottom, right = top + random.choice((0, 1, 3, 50)), left + random.choice((0, 0, 1, 4))
            page.merged.append(f"{chr(65 + left)}{top}:{chr(65 + right)}{bottom}")


def wide(random: Random, pages: list[Page]) -> None:
    """Hundreds of columns more, headed alike or by nonsense."""
    page = random.choice(pages)
    heading = random.choice(
        (lambda: "RAG", lambda: words(random)[:30], lambda: random.randint(1, 99))
    )
    for row in page.rows[: random.choice((8, 60))]:
        row.extend(heading() for _ in range(random.choice((40, 300))))


def long(random: Random, pages: list[Page]) -> None:
    """Thousands of rows, each with one cell that differs."""
    page = random.choice([page for page in pages if len(page.rows) > 1] or pages)
    if not page.rows:
        return
    pattern, column = page.rows[-1], random.randrange(max(1, len(page.rows[-1])))
    for number in range(random.choice(LONG)):
        row = list(pattern)
        if row:
            row[column] = random.choice(
                (f"{row[column]} {number}", f"{words(random)[:20]}{number}")
            )
        page.rows.append(row)


CHANGES: dict[str, Change] = {
    "cells: any": cells,
    "cells: a column": one_kind,
    "cells: swapped": swapped,
    "cells: headings": headings,
    "cells: rows": rows,
    "cells: sheet names": names,
    "cells: merges": merges,
    "cells: wide": wide,
}
LONG_CHANGES: dict[str, Change] = {"cells: long": long}


def rewrite(random: Random, content: bytes, change: Change) -> bytes:
    """A sound workbook's cells, changed and written anew; at times by a second change too."""
    pages = [Page(name, [list(row) for row in rows]) for name, rows in _grids(content)]
    if not pages:
        return content
    change(random, pages)
    if pages and random.random() < 0.4:
        random.choice(list(CHANGES.values()))(random, pages)
    return written(pages)


@lru_cache(maxsize=64)
def _grids(content: bytes) -> tuple[tuple[str, tuple[tuple[Value, ...], ...]], ...]:
    try:
        sheets = read_workbook(content, "seed.xlsx").sheets
    except WorkbookRefused:
        return ()
    return tuple((grid.name, tuple(map(tuple, grid.rows))) for grid in sheets)

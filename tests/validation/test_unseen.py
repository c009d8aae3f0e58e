"""What no sheet shows: copies behind pivot tables and links, text boxes, footers, names.

The parts are written as Excel writes them. Every identifier here is made up.
"""

import pytest

from escp_data.errors import EscpError
from escp_data.excel.archive import open_safely
from escp_data.excel.unseen import unseen_in
from escp_data.records.uploads import append
from escp_data.store.database import Store
from escp_data.trackers.desk import understand
from escp_data.validation.checks import check_workbook
from tests.made_up import NHS
from tests.stores import plan_store, progress, return_workbook
from tests.xlsx import DECLARATION, MAIN, OFFICE, PACKAGE, zipped

RETURN = "return.xlsx"
CACHE = "xl/pivotCache/pivotCacheDefinition1.xml"
RECORDS = "xl/pivotCache/pivotCacheRecords1.xml"
LINK = "xl/externalLinks/externalLink1.xml"
ENDS = (
    "Copy what the sheets show into a new workbook as values, and send that; "
    "the dashboard holds totals only."
)
PIVOT = (
    "The file holds a copy of rows that no sheet shows (the data behind a pivot table), and they "
    f"look like records of children. {ENDS}"
)
LINKED = PIVOT.replace("the data behind a pivot table", "a linked workbook")
TEXT = (
    "A text box, a header, a footer or a name holds what looks like an NHS number. Take it out; "
    "the dashboard holds totals only."
)


def cache(*fields: tuple[str, str]) -> str:
    """The definition of a pivot table's cache: the name of each field, and its shared items."""
    each = (
        f'<cacheField name="{name}" numFmtId="0"><sharedItems>{items}</sharedItems></cacheField>'
        for name, items in fields
    )
    return (
        f'{DECLARATION}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1">'
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B9" sheet="Data"/></cacheSource>'
        f'<cacheFields count="{len(fields)}">{"".join(each)}</cacheFields></pivotCacheDefinition>'
    )


def records(*rows: str) -> str:
    """The records of a cache, each its items."""
    every = "".join(f"<r>{row}</r>" for row in rows)
    return f'{DECLARATION}<pivotCacheRecords xmlns="{MAIN}">{every}</pivotCacheRecords>'


def link(*rows: tuple[str, ...]) -> str:
    """The values of a linked workbook's sheet."""
    cells = (
        f'<row r="{at}">'
        + "".join(
            f'<cell r="{"ABC"[place]}{at}" t="str"><v>{text}</v></cell>'
            for place, text in enumerate(row)
        )
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    return (
        f'{DECLARATION}<externalLink xmlns="{MAIN}"><externalBook><sheetNames><sheetName val="S"/>'
        f'</sheetNames><sheetDataSet><sheetData sheetId="0">{"".join(cells)}</sheetData>'
        "</sheetDataSet></externalBook></externalLink>"
    )


def paragraph(*runs: str) -> str:
    """A text box with one paragraph, which Excel cuts into runs as it pleases."""
    every = "".join(f"<a:r><a:rPr/><a:t>{run}</a:t></a:r>" for run in runs)
    return f'{DECLARATION}<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><a:p>{every}</a:p></xdr:wsDr>'


def names(*texts: str) -> str:
    """A part with texts of its own, as threaded comments are."""
    each = "".join(f"<text>{text}</text>" for text in texts)
    return f'{DECLARATION}<ThreadedComments xmlns="x">{each}</ThreadedComments>'


DIGITS = NHS.replace(" ", "")
AGES = '<n v="11"/><n v="12"/><n v="13"/>'
SEX = '<s v="F"/><s v="M"/>'
DAYS = "".join(f'<d v="2012-0{n}-03T00:00:00"/>' for n in range(1, 7))
CHILD = [f'<x v="{n % 3}"/><x v="{n % 2}"/><s v="Late {n}"/>' for n in range(9)]
TOTALS = [f'<x v="{n}"/><n v="{n * 12}"/>' for n in range(3)]
GROUPS = '<s v="Black"/><s v="White"/><s v="Mixed"/>'
RELATED = {
    "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": f'{DECLARATION}<Relationships xmlns="'
    f'{PACKAGE}relationships"><Relationship Id="rId1" Type="{OFFICE}/pivotCacheRecords" '
    'Target="pivotCacheRecords1.xml"/></Relationships>'
}
REFUSED: dict[str, tuple[str, dict[str, str]]] = {
    "a column of dates of birth": (
        PIVOT, {CACHE: cache(("Team", SEX), ("DOB", DAYS))},
    ),
    "one row for each child": (
        PIVOT,
        {CACHE: cache(("Age", AGES), ("Sex", SEX), ("What", "")), RECORDS: records(*CHILD)}
        | RELATED,
    ),
    "the same without its relation": (
        PIVOT,
        {CACHE: cache(("Age", AGES), ("Sex", SEX), ("What", "")), RECORDS: records(*CHILD)},
    ),
    "a number among the items": (
        PIVOT, {CACHE: cache(("Team", SEX), ("Case", f'<s v="{NHS}"/>'))},
    ),
    "a number in a record": (
        PIVOT,
        {CACHE: cache(("Team", SEX), ("Case", "")),
         RECORDS: records(*['<x v="0"/><s v="a"/>'] * 700, f'<x v="1"/><n v="{DIGITS}"/>')},
    ),
    "a linked workbook": (LINKED, {LINK: link(("Team", "DOB"), ("A", "3 March 2012"))}),
    "a number in a linked workbook": (LINKED, {LINK: link(("Team", "Case"), ("A", NHS))}),
    "a text box": (TEXT, {"xl/drawings/drawing9.xml": paragraph("About ", NHS[:4], NHS[4:])}),
    "a threaded comment": (TEXT, {"xl/threadedComments/t1.xml": names(f"See {NHS}, please")}),
}  # fmt: skip  # a case a line, or nearly
WELCOME: dict[str, dict[str, str]] = {
    "totals": {CACHE: cache(("Group", GROUPS), ("Children", "")), RECORDS: records(*TOTALS)},
    "linked totals": {LINK: link(("Group", "Children"), ("Black", "120"), ("White", "340"))},
    "the office's address": {"xl/drawings/drawing9.xml": paragraph("Silver Street, EN1 3XA")},
    "digits that are no text of one": {
        "xl/threadedComments/t1.xml": names(NHS[:3], NHS[3:6], NHS[6:])
    },
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return plan_store(tmp_path_factory.mktemp("unseen"))


def a_return(more: dict[str, str] | None = None) -> bytes:
    """A return that is in order, with more parts."""
    content = return_workbook("2024-25 Q3", Progress=[progress("2.1", "Green")])
    return zipped({**open_safely(content, RETURN), **(more or {})})


@pytest.mark.parametrize("case", REFUSED)
def test_no_way_in_lets_it_through(store: Store, case: str) -> None:
    """A return, a tracker, and the file that stands behind a tracker's rows."""
    said, more = REFUSED[case]
    content = a_return(more)
    assert [each.message for each in check_workbook(content, RETURN, store).problems] == [said]
    found = understand(store, content, RETURN)
    assert ([each.message for each in found.refused], found.rows) == ([said], ())
    checked = check_workbook(a_return(), RETURN, store)
    with pytest.raises(EscpError, match="looks like it holds records of children"):
        append(store, checked, "Tests", original=content)


@pytest.mark.parametrize("case", WELCOME)
def test_totals_and_an_offices_address_are_welcome(store: Store, case: str) -> None:
    assert check_workbook(a_return(WELCOME[case]), RETURN, store).problems == ()


@pytest.mark.parametrize("place", ["oddHeader", "evenFooter", "firstHeader"])
def test_headers_and_footers_are_read(store: Store, place: str) -> None:
    parts = open_safely(a_return(), RETURN)
    [name, *_] = [each for each in parts if each.startswith("xl/worksheets/sheet")]
    footer = f"<headerFooter><{place}>&amp;C{NHS}</{place}></headerFooter></worksheet>"
    parts[name] = parts[name].replace(b"</worksheet>", footer.encode())
    found = check_workbook(zipped(parts), RETURN, store).problems
    assert [each.message for each in found] == [TEXT]


def test_when_a_workbook_was_saved_is_no_text_of_it() -> None:
    """So that what is read, and how long it takes, is the same of the same workbook."""
    parts = open_safely(a_return(), RETURN)
    assert [text for text in unseen_in(parts).texts if "T" in text and text.endswith("Z")] == []


def test_a_pivot_tables_copy_is_read_as_it_is() -> None:
    made = {CACHE: cache(("Age", AGES), ("Sex", SEX), ("What", "")), RECORDS: records(CHILD[0])}
    [copied] = unseen_in({name: xml.encode() for name, xml in made.items()}).pivots
    assert copied.rows == [["Age", "Sex", "What"], [11, "F", "Late 0"]]
    assert copied.values == {11, 12, 13, "F", "M", "Late 0"}

"""Where a cell stands: what states no place stands after what comes before it, in every reader."""

import io
from typing import NamedTuple

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from escp_data.excel.sheet_xml import Place, Walk, survey
from escp_data.excel.workbook import CellError, Grid, read_workbook
from tests import xlsx
from tests.xlsx import read_fills

_STYLES = (
    f'<styleSheet xmlns="{xlsx.MAIN}"><fonts><font><sz val="11"/></font></fonts><fills>'
    "<fill><patternFill/></fill><fill><patternFill/></fill>"
    '<fill><patternFill patternType="solid"><fgColor rgb="FFAA0000"/></patternFill></fill></fills>'
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf xfId="0"/><xf xfId="0" fillId="2" applyFill="1"/></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_INSIDE = {
    "blank": "",
    "number": "<v>{0}</v>",
    "text": "<is><t>word {0}</t></is>",
    "error": "<v>#REF!</v>",
    "formula": "<f>1+{0}</f>",
    "result": "<f>1+{0}</f><v>{0}</v>",
}
_KINDS = {"text": ' t="inlineStr"', "error": ' t="e"'}


class _Cell(NamedTuple):
    skip: int
    stated: bool
    inside: str
    filled: bool
    form: str


class _Row(NamedTuple):
    skip: int
    stated: bool
    cells: tuple[_Cell, ...]


_FORMS = ("r first", "r last", "single quotes", "open and closed")
_CELLS = st.builds(
    _Cell,
    st.sampled_from((0, 0, 0, 1, 3)),
    st.booleans(),
    st.sampled_from(("blank", "blank", *_INSIDE)),
    st.booleans(),
    st.sampled_from(_FORMS),
)
_ROWS = st.builds(
    _Row, st.sampled_from((0, 0, 0, 1, 4)), st.booleans(), st.lists(_CELLS, max_size=5).map(tuple)
)
_SHEETS = st.tuples(
    st.lists(_ROWS, max_size=6),
    st.sampled_from(("", "x:")),
    st.booleans(),
)


def _xml(rows: list[_Row], prefix: str, drops_blanks: bool) -> str:
    """The sheet as XML. A blank cell far out makes the reader drop what is blank."""
    number, parts, count = 0, [], 0
    for row in rows:
        number += 1 + (row.skip if row.stated else 0)
        stated = f' r="{number}"' if row.stated else ""
        column, cells = 0, []
        for cell in row.cells:
            column += 1 + (cell.skip if cell.stated else 0)
            count += 1
            cells.append(_cell(cell, f"{'_ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}{number}", count))
        if drops_blanks and row.stated and (not row.cells or row.cells[-1].stated):
            cells.append(f'<c r="AZ{number}"/>')
        parts.append(f"<row{stated}>{''.join(cells)}</row>" if cells else f"<row{stated}/>")
    made = xlsx.sheet("".join(parts))
    if prefix:
        made = made.replace("xmlns=", f'xmlns:x="{xlsx.MAIN}" xmlns=', 1)
        for tag in ("row", "c", "v", "f", "is", "t"):
            for ending in (" ", ">", "/"):
                made = made.replace(f"<{tag}{ending}", f"<x:{tag}{ending}")
            made = made.replace(f"</{tag}>", f"</x:{tag}>")
    return made


def _cell(cell: _Cell, place: str, number: int) -> str:
    where = f' r="{place}"' if cell.stated else ""
    style = ' s="1"' if cell.filled else ""
    attributes = (style + where) if cell.form == "r last" else (where + style)
    attributes += _KINDS.get(cell.inside, "")
    if cell.form == "single quotes":
        attributes = attributes.replace('"', "'")
    inside = _INSIDE[cell.inside].format(number)
    if not inside and cell.form != "open and closed":
        return f"<c{attributes}/>"
    return f"<c{attributes}>{inside}</c>"


def _read(content: bytes) -> dict[Place, object]:
    (grid,) = read_workbook(content, "return.xlsx").sheets
    return _values(grid)


def _values(grid: Grid) -> dict[Place, object]:
    return {
        (row, column): value
        for row, values in enumerate(grid.rows)
        for column, value in enumerate(values)
        if value is not None
    }


def _by_openpyxl(content: bytes, data_only: bool) -> dict[Place, openpyxl.cell.cell.Cell]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)
    (sheet,) = book.worksheets
    return {
        (cell.row - 1, cell.column - 1): cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, openpyxl.cell.cell.Cell)
    }


def _workbook(xml: str) -> bytes:
    made = xlsx.parts({"Sheet": xml}, styles=_STYLES)
    rels = "xl/_rels/workbook.xml.rels"
    related = f'<Relationship Id="s" Type="{xlsx.OFFICE}/styles" Target="styles.xml"/>'
    made[rels] = str(made[rels]).replace("</Relationships>", f"{related}</Relationships>")
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles"}
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{main}{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    made["[Content_Types].xml"] = str(made["[Content_Types].xml"]).replace(
        "</Types>", f"{overrides}</Types>"
    )
    return xlsx.zipped(made)


@given(_SHEETS)
def test_every_cell_stands_where_other_readers_see_it(
    given_sheet: tuple[list[_Row], str, bool],
) -> None:
    xml = _xml(*given_sheet)
    content = _workbook(xml)
    shown = _by_openpyxl(content, data_only=True)
    values = {place: cell.value for place, cell in shown.items() if cell.value is not None}
    assert _read(content) == values

    (grid,) = read_workbook(content, "return.xlsx").sheets
    errors = {place for place, value in _values(grid).items() if isinstance(value, CellError)}
    assert errors == {place for place, value in values.items() if value == "#REF!"}
    formulas = _by_openpyxl(content, data_only=False)
    never = {p for p, cell in formulas.items() if cell.data_type == "f" and p not in values}
    assert grid.uncalculated == never
    filled = {place for place, cell in shown.items() if cell.fill.fill_type == "solid"}
    assert set(read_fills(content, "Sheet")) == filled


@given(_SHEETS)
def test_the_walk_and_the_parser_agree(given_sheet: tuple[list[_Row], str, bool]) -> None:
    xml = _xml(*given_sheet).encode()
    kept, _ = survey(xml)
    cells = [cell for cell in Walk().cells(xml) if cell.has_value]
    again = [cell for cell in Walk().cells(kept) if cell.has_value]
    assert [(cell.place, cell.inside) for cell in again] == [(c.place, c.inside) for c in cells]
    with CalamineWorkbook.from_filelike(io.BytesIO(_workbook(xml.decode()))) as book:
        parsed = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    found = {(r, c) for r, row in enumerate(parsed) for c, value in enumerate(row) if value != ""}
    # An error value is what the parser leaves out.
    assert found == {cell.place for cell in cells if cell.kind != b"e"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            '<row r="1"><c s="1" r="A1"/><c r="B1"/><c><v>7</v></c></row>',
            {(0, 2): 7},
            id="after a blank cell with a place",
        ),
        pytest.param(
            '<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/><c><v>7</v></c><c r="XFD1"/></row>',
            {(0, 3): 7},
            id="after several",
        ),
        pytest.param(
            '<row><c s="1"><v>1</v></c></row><row r="4"/><row r="5"/><row><c><v>7</v></c></row>',
            {(0, 0): 1, (5, 0): 7},
            id="after blank rows with a place",
        ),
        pytest.param(
            '<row r="2"><c r="B9"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
            {(8, 1): 1, (1, 2): 2, (2, 0): 3},
            id="a cell in another row than its row's moves neither",
        ),
        pytest.param(
            "<row><c r='b2'><v>1</v></c><c s='r=\"Z9\"'><v>2</v></c></row>",
            {(1, 1): 1, (0, 2): 2},
            id="small letters, and what only looks like a place",
        ),
    ],
)
def test_what_states_no_place_stands_after_what_comes_before(
    rows: str, expected: dict[Place, object]
) -> None:
    assert _read(xlsx.book(rows)) == expected


def test_a_place_hidden_behind_another_attribute_is_seen() -> None:
    row = '<row r="1"><c x=\' r="A1"\' r="XFD1"><v>1</v></c></row>'
    walked = [cell.place for cell in Walk().cells(xlsx.sheet(row).encode())]
    assert walked == [(0, 16_383)]

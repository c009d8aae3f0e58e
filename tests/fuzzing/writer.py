"""Workbooks written by hand from grids: what no library would agree to write.

A cell is a value as `escp_data.excel.workbook` reads it, or an `Odd` with the XML it asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape, quoteattr

from escp_data.excel.workbook import CellError, Value
from escp_data.validation.headings import cell_name
from tests import xlsx
from tests.fuzzing.packing import packed
from tests.fuzzing.values import DATE, DURATION, MOMENT, TIME, Odd

STYLES = (0, 14, 46, 21, 22)
"""The number formats of styles 0 to 4: general, date, duration, time, date and time."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
_FIRST_DAY = datetime(1899, 12, 30)

Content = Value | Odd


@dataclass
class Page:
    """One sheet that is being made: its name, its rows and its merged ranges as `A1:B2`."""

    name: str
    rows: list[list[Content]]
    merged: list[str] = field(default_factory=list)


def written(pages: Sequence[Page]) -> bytes:
    """The bytes of a workbook with these sheets; two of a name are written all the same."""
    parts = xlsx.parts({f"\0{i}": _sheet(page) for i, page in enumerate(pages)})
    listing = str(parts["xl/workbook.xml"])
    for i, page in enumerate(pages):
        listing = listing.replace(quoteattr(f"\0{i}"), quoteattr(page.name), 1)
    parts["xl/workbook.xml"] = listing
    formats = "".join(f'<xf numFmtId="{form}"/>' for form in STYLES)
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
    )
    rels = "xl/_rels/workbook.xml.rels"
    related = f'<Relationship Id="s" Type="{_STYLES_KIND}" Target="styles.xml"/></Relationships>'
    parts[rels] = str(parts[rels]).replace("</Relationships>", related)
    return packed({name: _encoded(part) for name, part in parts.items()})


def _encoded(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")


def _sheet(page: Page) -> str:
    rows = (
        f'<row r="{at}">{"".join(_cell(cell_name(at, c), v) for c, v in enumerate(row))}</row>'
        for at, row in enumerate(page.rows, 1)
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in page.merged)
    return xlsx.sheet("".join(rows), f"<mergeCells>{merges}</mergeCells>" if merges else "")


def _cell(place: str, content: Content) -> str:
    if content is None:
        return ""
    one = content if isinstance(content, Odd) else _as_odd(content)
    formula = "" if one.formula is None else f"<f>{escape(one.formula)}</f>"
    kind = f' t="{one.kind}"' if one.kind else ""
    value = f"<v>{escape(one.value)}</v>" if one.value or not one.formula else ""
    if one.kind == "inlineStr":
        value = f'<is><t xml:space="preserve">{escape(one.value)}</t></is>'
    return f'<c r="{place}" s="{one.style}"{kind}>{formula}{value}</c>'


def _as_odd(value: Value) -> Odd:
    if isinstance(value, CellError):
        return Odd(str(value), "e")
    if isinstance(value, bool):
        return Odd(str(int(value)), "b")
    if isinstance(value, datetime):
        return Odd(str((value - _FIRST_DAY) / timedelta(days=1)), "", MOMENT)
    if isinstance(value, date):
        return Odd(str((value - _FIRST_DAY.date()).days), "", DATE)
    if isinstance(value, time):
        return Odd(str((value.hour * 60 + value.minute) / 1440), "", TIME)
    if isinstance(value, timedelta):
        return Odd(str(value / timedelta(days=1)), "", DURATION)
    return Odd(str(value), "inlineStr" if isinstance(value, str) else "")

"""Workbooks whose XML attacks or misleads the parser."""

from tests.xlsx import DECLARATION, MAIN, OFFICE, book, parts, shared_texts, sheet, workbook, zipped


def entity_expansion() -> bytes:
    """A billion laughs."""
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    declared = f'{DECLARATION}<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
    cell = '<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>'
    return workbook({"Sheet": sheet(cell).replace(DECLARATION, declared)})


def external_entity() -> bytes:
    """A shared text that asks for a file of the computer."""
    declared = f'{DECLARATION}<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return book("", sharedStrings=shared_texts("&x;").replace(DECLARATION, declared))


def entity_in_utf16() -> bytes:
    """The same, hidden from a search for ASCII."""
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY x "y">]>'
    return book("", sharedStrings=f"{declared}<sst/>".encode("utf-16"))


def sheet_in_utf16() -> bytes:
    """A sheet in an encoding that spreadsheets do not write."""
    xml = sheet("").replace("UTF-8", "UTF-16")
    return workbook({"Sheet": xml.encode("utf-16")})


def cut_xml() -> bytes:
    """A sheet whose XML ends in the middle of a cell."""
    return workbook({"Sheet": sheet('<row r="1"><c r="A1"><v>1</v></c>')[:-40]})


def wrong_text_number() -> bytes:
    """A cell that refers to a shared text which is not there."""
    return book('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')


def beyond_any_sheet() -> bytes:
    """A cell in row 4,000,000,000: the parser alone would end the whole process."""
    return book(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'
    )


def far_corner() -> bytes:
    """Two cells, as far apart as a sheet allows: the parser alone would end the process."""
    return book(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def far_corner_disguised() -> bytes:
    """The same, with other quotes, spaces and a prefix."""
    xml = sheet(
        "<x:row\n r = '1'><x:c  s='0' r='A1'><x:v>1</x:v></x:c></x:row>"
        "<x:row spans='1:2' r='50000'><x:c s='1'\tr='XFD50000'><x:v>1</x:v></x:c></x:row>"
    )
    return workbook({"Sheet": xml.replace("xmlns=", f'xmlns:x="{MAIN}" xmlns=', 1)})


def wide_and_long() -> bytes:
    """60,000 rows with one cell each, in the last column, and one in the first."""
    rows = "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 60_001))
    return book(rows.replace('"XFD1"', '"A1"'))


def too_many_rows() -> bytes:
    """70,000 rows with a value."""
    rows = (f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 70_001))
    return book("".join(rows))


def bare_cells() -> bytes:
    """Two million cells without a place of their own, ten to a row."""
    return book(("<row>" + "<c><v>1</v></c>" * 10 + "</row>") * 200_000)


def endless_row() -> bytes:
    """20,000 cells without a place of their own in one row."""
    return book("<row>" + "<c><v>1</v></c>" * 20_000 + "</row>")


def unclosed_cells() -> bytes:
    """A million cells that never end, against searches that look ahead for the end."""
    return book('<row r="1">' + "<c r='A1'><v>1" * 1_000_000)


def empty_elements() -> bytes:
    """One cell with four million elements inside it, beside a formula."""
    inside = "<f>1</f><is>" + "<t/>" * 4_000_000 + "</is>"
    return book(f"<row r='1'><c r='A1'>{inside}")


def repeated_text() -> bytes:
    """One text of 30,000 characters in 60,000 cells: 2 GB once each cell has its own copy."""
    rows = (f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 60_001))
    return book("".join(rows), sharedStrings=shared_texts("x" * 30_000))


def many_shared_texts() -> bytes:
    """Nine million empty shared texts."""
    return book("", sharedStrings=shared_texts().replace("</sst>", "<si/>" * 9_000_000 + "</sst>"))


def false_number_of_texts() -> bytes:
    """A list that states a trillion shared texts: the parser alone would end the process."""
    stated = shared_texts("Code").replace("<sst ", '<sst count="1" uniqueCount="999999999999" ')
    return book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', sharedStrings=stated)


def torn_number_of_texts() -> bytes:
    """The same, in a tag that does not end well."""
    stated = shared_texts("Code").replace("<sst ", '<sst uniqueCount="999999999999" " ')
    return book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', sharedStrings=stated)


def impossible_date(number: str, form: int) -> bytes:
    """A number that no date (form 14) or duration (form 46) can be, formatted as one."""
    return _formatted(number, f'<xf numFmtId="{form}"/>')


def many_formats(number: int = 1_500_000) -> bytes:
    """More cell formats than Excel has room for."""
    return _formatted("1", '<xf xfId="0"/>' * number)


def _formatted(number: str, formats: str) -> bytes:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
    made = parts(
        {"Sheet": sheet(f'<row r="1"><c r="A1" s="0"><v>{number}</v></c></row>')}, styles=styles
    )
    related = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    return zipped(made | {rels: str(made[rels]).replace("</Relationships>", related)})


def formulas_never_calculated() -> bytes:
    """120,000 formulas, none of which was ever calculated."""
    return book(column_of_formulas("<v></v>", 20_000))


def column_of_formulas(value: str, rows: int) -> str:
    cells = "".join(f'<c r="{letter}@"><f>1+1</f>{value}</c>' for letter in "ABCDEF")
    return "".join(f'<row r="{i}">{cells.replace("@", str(i))}</row>' for i in range(1, rows + 1))

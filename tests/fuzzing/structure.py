"""A workbook's parts in another order, missing, doubled, renamed, or pointing elsewhere."""

import re
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import quoteattr

from tests.fuzzing.packing import packed, parts_of
from tests.fuzzing.values import DAYS, NAMES

Pairs = list[tuple[str, bytes]]
Change = Callable[[Random, Pairs], Pairs]

PART_NAMES = (
    "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "XL/SHAREDSTRINGS.XML",
    "xl/SharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/../sheet1.xml",
    "/xl/worksheets/sheet1.xml", "xl\\worksheets\\a", "xl/theme/theme1.xml",
    "_rels/.rels", "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml",
    "xl/pivotCache/pivotCacheDefinition1.xml", "xl/comments1.xml",
    "xl/media/image1.png", "mimetype", "[Content_Types].xml", "xl/worksheets/", "",
    "a" * 5000, "xl/😀.xml",
)  # fmt: skip  # a row a line
MERGES = (
    "A1:B2",
    "A1:A1",
    "B2:A1",
    "A1:XFD1048576",
    "A2:A9",
    "A1",
    "1:1",
    "A0:B1",
    "C3:C60",
    "A2:H2",
)
FORMULAS = (b"<f>1+1</f>", b'<f t="shared" si="0"/>', b'<f t="array" ref="A1:B9">A1</f>', b"<f/>")
CODES = (b"yyyy", b"[h]:mm", b"'x'@", b"[$-F800]dddd", b"0.0E+0", b"\\", b"[" * 50, b"&quot;")


def delete_part(random: Random, parts: Pairs) -> Pairs:
    """Without one of its parts."""
    gone = random.randrange(len(parts))
    return [part for at, part in enumerate(parts) if at != gone]


def double_part(random: Random, parts: Pairs) -> Pairs:
    """One part twice, under its own name, in other case, or under another's."""
    name, part = random.choice(parts)
    return [*parts, (random.choice((name, name.upper(), name + "x", *PART_NAMES)), part)]


def rename_part(random: Random, parts: Pairs) -> Pairs:
    """One part under another name."""
    renamed = list(parts)
    at = random.randrange(len(parts))
    renamed[at] = (random.choice(PART_NAMES), parts[at][1])
    return renamed


def swap_parts(random: Random, parts: Pairs) -> Pairs:
    """Two parts under each other's names: sheets mostly."""
    sheets = [at for at, (name, _) in enumerate(parts) if "worksheets/sheet" in name]
    among = sheets if len(sheets) > 1 and random.random() < 0.7 else list(range(len(parts)))
    one, other = random.choice(among), random.choice(among)
    swapped = list(parts)
    swapped[one], swapped[other] = (
        (parts[one][0], parts[other][1]),
        (parts[other][0], parts[one][1]),
    )
    return swapped


def shuffle_parts(random: Random, parts: Pairs) -> Pairs:
    """The same parts in another order."""
    return random.sample(parts, len(parts))


def _on(part_like: str, change: Callable[[Random, bytes], bytes]) -> Change:
    """A change to one of the parts whose names match."""

    def changed(random: Random, parts: Pairs) -> Pairs:
        places = [at for at, (name, _) in enumerate(parts) if re.search(part_like, name)]
        result = list(parts)
        if places:
            at = random.choice(places)
            result[at] = (parts[at][0], change(random, parts[at][1]))
        return result

    return changed


def _some(random: Random, pattern: bytes, xml: bytes, new: Callable[[], bytes]) -> bytes:
    """Some, or all, of what matches is replaced."""
    share = random.choice((0.05, 0.3, 1.0))
    return re.sub(pattern, lambda found: new() if random.random() < share else found[0], xml)


def _sheet_names(random: Random, xml: bytes) -> bytes:
    def name() -> bytes:
        return b"name=" + quoteattr(random.choice(NAMES)).encode("utf-8", "surrogatepass")

    return _some(random, rb'(?<=<sheet )name="[^"]*"', xml, name)


def _sheet_list(random: Random, xml: bytes) -> bytes:
    sheets = re.findall(rb"<sheet [^>]*/>", xml)
    chosen = random.choices(sheets, k=random.choice((0, 1, len(sheets), 300))) if sheets else []
    listed = b"".join(random.choice((chosen, sheets[::-1])))
    hidden = listed.replace(b"<sheet ", b'<sheet state="veryHidden" ')
    return re.sub(rb"<sheets>.*</sheets>", lambda _: b"<sheets>" + hidden + b"</sheets>", xml)


def _targets(random: Random, xml: bytes) -> bytes:
    targets = re.findall(rb'Target="[^"]*"', xml) or [b'Target=""']
    others = (b'Target=""', b'Target="../x"', b'Target="http://localhost/x" TargetMode="External"')
    return _some(random, rb'Target="[^"]*"', xml, lambda: random.choice((*targets, *others)))


def _merges(random: Random, xml: bytes) -> bytes:
    refs = random.choices(MERGES, k=random.choice((1, 3, 50)))
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    return xml.replace(
        b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode(), 1
    )


def _ranges(random: Random, xml: bytes) -> bytes:
    """Links, lists, rules and columns that say they span a whole sheet."""
    ref = random.choice(
        ("A1:XFD1048576", "A1", "A:XFD", "1:1048576", "a1:b2", "A1&#58;Z9", "B2:C4")
    )
    elements = (
        f'<hyperlinks><hyperlink ref="{ref}" location="A1"/></hyperlinks>',
        f'<dataValidations><dataValidation type="list" sqref="{ref} {ref}"/></dataValidations>',
        f'<conditionalFormatting sqref="{ref}"/>',
        f'<autoFilter ref="{ref}"/>',
        f'<ignoredErrors><ignoredError sqref="{ref}"/></ignoredErrors>',
    )
    after = "".join(random.sample(elements, random.choice((1, 2)))).encode()
    columns = b'<cols><col min="1" max="%d" width="9"/></cols>' % random.choice((16_384, 10**9))
    xml = xml.replace(b"<sheetData>", random.choice((b"", columns)) + b"<sheetData>", 1)
    return xml.replace(b"</sheetData>", b"</sheetData>" + after, 1)


def _formulas(random: Random, xml: bytes) -> bytes:
    return _some(random, rb"(?=<v>)|(?<=/)(?=>)", xml, lambda: random.choice(FORMULAS))


def _results(random: Random, xml: bytes) -> bytes:
    """Formulas whose results were never saved."""
    return _some(random, rb"<v>[^<]*</v>", xml, lambda: b"<f>1</f>")


def _styles(random: Random, xml: bytes) -> bytes:
    form = b'<numFmt numFmtId="164" formatCode="%s"/>' % random.choice(CODES)
    form *= random.choice((1, 3000))
    xml = re.sub(rb"<numFmts[^>]*>", lambda found: found[0] + form, xml)
    ids = (b"14", b"22", b"46", b"164", b"65535", b"-1", b"99999999999")
    return _some(random, rb'numFmtId="\d*"', xml, lambda: b'numFmtId="' + random.choice(ids) + b'"')


def _as_dates(random: Random, xml: bytes) -> bytes:
    """Cells in any style, with numbers of no calendar."""
    style = random.choice((1, 2, 5, 14, 40))
    xml = _some(random, rb's="\d+"', xml, lambda: b's="%d"' % style)
    return _some(random, rb"(?<=<v>)[\d.]+(?=</v>)", xml, lambda: random.choice(DAYS).encode())


def _epoch(random: Random, xml: bytes) -> bytes:
    value = random.choice((b"1", b"true", b"x"))
    return re.sub(rb"<workbookPr", b'<workbookPr date1904="' + value + b'"', xml)


def _rows(random: Random, xml: bytes) -> bytes:
    """Rows twice, shuffled, or without their numbers."""
    rows = re.findall(rb"<row .*?</row>", xml, re.DOTALL)
    order = random.choice((rows * 2, random.sample(rows, len(rows)), rows[:1] * 400))
    body = b"".join(order)
    if random.random() < 0.5:
        body = re.sub(rb' r="[A-Z]*\d+"', b"", body)
    return re.sub(
        rb"<sheetData>.*</sheetData>",
        lambda _: b"<sheetData>" + body + b"</sheetData>",
        xml,
        flags=re.DOTALL,
    )


_SHEET = r"worksheets/sheet\d+\.xml$"
CHANGES: dict[str, Change] = {
    "parts: delete": delete_part,
    "parts: double": double_part,
    "parts: rename": rename_part,
    "parts: swap": swap_parts,
    "parts: shuffle": shuffle_parts,
    "book: sheet names": _on(r"xl/workbook\.xml$", _sheet_names),
    "book: sheet list": _on(r"xl/workbook\.xml$", _sheet_list),
    "book: targets": _on(r"\.rels$", _targets),
    "book: epoch": _on(r"xl/workbook\.xml$", _epoch),
    "book: styles": _on(r"styles\.xml$", _styles),
    "sheet: merges": _on(_SHEET, _merges),
    "sheet: ranges": _on(_SHEET, _ranges),
    "sheet: formulas": _on(_SHEET, _formulas),
    "sheet: no results": _on(_SHEET, _results),
    "sheet: dates": _on(_SHEET, _as_dates),
    "sheet: rows": _on(_SHEET, _rows),
}


def restructure(random: Random, content: bytes, change: Change) -> bytes:
    """The file with its parts changed; as it is where it has none."""
    parts = list(parts_of(content).items())
    return packed(change(random, parts)) if parts else content

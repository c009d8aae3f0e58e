"""A paper is accessible and harmless: language, headings, tables, pictures, plain text."""

import re
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx.shared import Mm
from PIL import Image

from escp_data.papers.word.paper import Marked, WordPaper
from tests.papers.reading import opened, outline, parts, rows, xml

PAPERS = ("quarterly", "annual", "inspection")
HOSTILE = (
    "=1+1", '{ HYPERLINK "http://bad.example" }', "http://bad.example", "<w:fldSimple/>",
    "_x0041_\x00\x0b\x1f", "\ud800half", "a\nb\tc", "\u202eturned", "&amp; <b>",
)  # fmt: skip  # a list in few lines


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> bytes:
    """Each paper of the session."""
    made: bytes = request.getfixturevalue(request.param)
    return made


def begun() -> WordPaper:
    return WordPaper("A paper", "A plan", date(2025, 12, 31))


def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (4, 4)).save(written, "PNG")
    return written.getvalue()


def test_headings_come_in_order(paper: bytes) -> None:
    levels = [level for level, _ in outline(paper)]
    assert levels[0] == 1
    assert [b - a for a, b in pairwise(levels) if b - a > 1] == []
    assert all(name for _, name in outline(paper))


def test_each_picture_has_its_words(paper: bytes) -> None:
    shapes = opened(paper).inline_shapes
    words = [shape._inline.docPr.get("descr") for shape in shapes]
    assert len(words) == sum(name.startswith("word/media/") for name in parts(paper))
    assert [each for each in words if not each or len(each) < 40] == []


def test_each_table_has_a_header_row_and_a_description(paper: bytes) -> None:
    for table in opened(paper).tables:
        own = table._tbl
        assert len(own.xpath("w:tr[1]/w:trPr/w:tblHeader")) == 1
        assert len(own.xpath("w:tr/w:trPr/w:tblHeader")) == 1
        assert len(own.xpath("w:tr/w:trPr/w:cantSplit")) == len(table.rows)
        assert all(own.xpath(f"w:tblPr/{each}/@w:val")[0] for each in
                   ("w:tblCaption", "w:tblDescription"))  # fmt: skip  # one thought
        assert all(rows(table)[0])
        assert own.xpath(".//w:gridSpan | .//w:vMerge") == []


def test_the_language_is_british_everywhere(paper: bytes) -> None:
    languages = set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', xml(paper)))
    assert languages == {"en-GB"}
    body = opened(paper).element.body
    runs = body.xpath(".//w:r[w:t]")
    assert len(runs) == len(body.xpath(".//w:r[w:t][w:rPr/w:lang]"))
    assert opened(paper).core_properties.language == "en-GB"


def test_the_page_is_a4_with_its_number_and_a_title(paper: bytes) -> None:
    document = opened(paper)
    section, own = document.sections[0], document.core_properties
    size = [section.page_width, section.page_height]
    assert [round((each or 0) / Mm(1)) for each in size] == [210, 297]
    assert own.title == document.paragraphs[0].text
    footer = section.footer._element
    fields = [each.text for each in footer.xpath(".//w:instrText")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_it_can_be_edited_and_links_nowhere(paper: bytes) -> None:
    told = xml(paper)
    assert "<w:documentProtection" not in told
    assert "<w:hyperlink" not in told
    assert 'TargetMode="External"' not in told
    body = opened(paper).element.body
    assert body.xpath(".//w:fldSimple | .//w:instrText | .//w:fldChar | .//w:object") == []


def test_text_from_a_workbook_stays_text() -> None:
    made = begun()
    made.heading(HOSTILE[1], 1)
    for each in HOSTILE:
        made.text(Marked(each, "F1"), bold=each)
    made.bullets(HOSTILE)
    made.table(HOSTILE, [HOSTILE], [1] * len(HOSTILE), HOSTILE[1])
    made.picture(picture(), HOSTILE[1])
    content = made.saved()
    body = opened(content).element.body
    assert body.xpath(".//w:fldSimple | .//w:instrText | .//w:fldChar | .//w:hyperlink") == []
    assert rows(opened(content).tables[0])[0] == (
        "=1+1", '{ HYPERLINK "http://bad.example" }', "http://bad.example", "<w:fldSimple/>",
        "_x0041_", "half", "a\nb\tc", "turned", "&amp; <b>",
    )  # fmt: skip  # a list in few lines


def test_a_heading_that_leaves_a_level_out_is_a_fault() -> None:
    made = begun()
    made.heading("One", 1)
    with pytest.raises(ValueError, match='"Three" is a heading of level 3 beneath 1'):
        made.heading("Three", 3)


def test_the_same_content_is_the_same_bytes() -> None:
    first, second = (begun() for _ in range(2))
    for made in (first, second):
        made.heading("One", 1)
        made.table(("A", "B"), [("1", Marked("2", "F1"))], (1, 2), "A table")
        made.picture(picture(), "A picture of nothing, which is black, and all of it is so")
    assert first.saved() == second.saved()
    times = {name for name, held in parts(first.saved()).items() if b"2025-12-31T00:00:00Z" in held}
    assert times == {"docProps/core.xml"}

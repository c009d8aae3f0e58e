"""What may be opened, and what is refused before a parser sees it."""

import io
import zipfile

import pytest

from escp_data.errors import WorkbookRefused
from escp_data.excel import archive
from escp_data.excel.archive import open_safely, pack
from escp_data.rule import CATALOGUE
from tests import hostile, xlsx


@pytest.mark.parametrize("name", sorted(hostile.NOT_OPENED.keys() - hostile.HEAVY))
def test_each_is_refused_with_its_code_and_one_plain_sentence(name: str) -> None:
    make, code = hostile.NOT_OPENED[name]
    with pytest.raises(WorkbookRefused) as refused:
        open_safely(make(), "return.xlsx")
    assert refused.value.code == code
    message = str(refused.value)
    assert message.startswith("return.xlsx ")
    assert message.endswith(".")
    assert "\n" not in message
    assert ": " in message, "a remedy follows the colon"


def test_every_code_has_a_file_that_shows_it() -> None:
    tried = {code for _, code in hostile.NOT_OPENED.values()}
    assert {code for code in CATALOGUE if "F01" <= code <= "F19"} == tried


def test_a_sound_workbook_gives_its_parts() -> None:
    assert sorted(open_safely(xlsx.small(), "return.xlsx")) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    ]


def test_the_limit_holds_for_what_is_unpacked_not_for_what_is_stated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 500)
    with pytest.raises(WorkbookRefused, match="unpacks to more than"):
        open_safely(xlsx.small(), "return.xlsx")


def test_a_size_stated_too_small_is_damage() -> None:
    content = bytearray(xlsx.small())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(signature)
        content[place + at] -= 1
    with pytest.raises(WorkbookRefused, match="cut short or damaged"):
        open_safely(bytes(content), "return.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("declaration", ["<!DOCTYPE x>", "<!ENTITY x 'y'>", "<!doctype x>"])
def test_declarations_are_found_in_any_encoding(encoding: str, declaration: str) -> None:
    content = xlsx.book("", comments1=f"{declaration}<x/>".encode(encoding))
    with pytest.raises(WorkbookRefused) as refused:
        open_safely(content, "return.xlsx")
    assert refused.value.code == "F16"


def test_files_beside_the_workbook_may_have_other_encodings() -> None:
    parts = {
        **xlsx.parts({"Sheet": xlsx.sheet("")}),
        "customXml/a.xml": b"\xff\xfe<\0x\0",
    }
    assert "customXml/a.xml" in open_safely(xlsx.zipped(parts), "return.xlsx")


def test_packing_keeps_the_parts_to_the_byte() -> None:
    parts = open_safely(xlsx.small(), "return.xlsx")
    with zipfile.ZipFile(io.BytesIO(pack(parts).getvalue())) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == parts

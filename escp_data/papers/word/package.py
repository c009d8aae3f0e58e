"""A Word file's bytes, the same each time: no clock in them, and no picture of an empty page."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say."""


def packed(document: Document) -> bytes:
    """The document as a file. Made again from the same content it is the same, byte by byte."""
    _drop_thumbnail(document)
    written = BytesIO()
    document.save(written)
    return _without_times(written)


def _drop_thumbnail(document: Document) -> None:
    """python-docx's template brings a picture of its own first page."""
    links = document.part.package.rels
    for key in [key for key, each in links.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del links[key]


def _without_times(written: BytesIO) -> bytes:
    again = BytesIO()
    with ZipFile(written) as given, ZipFile(again, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, given.read(name))
    return again.getvalue()

"""A Word file's bytes, the same each time: no clock in them, and no picture of an empty page."""

from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from escp_data.papers.same_bytes import without_times


def packed(document: Document, moment: str) -> bytes:
    """The document as a file, made and changed at `moment` (ISO, UTC)."""
    _drop_thumbnail(document)
    written = BytesIO()
    document.save(written)
    return without_times(written.getvalue(), moment)


def _drop_thumbnail(document: Document) -> None:
    """python-docx's template brings a picture of its own first page."""
    links = document.part.package.rels
    for key in [key for key, each in links.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del links[key]

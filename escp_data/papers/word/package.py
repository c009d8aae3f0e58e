"""A Word file's bytes, the same each time: no clock in them, and no picture of an empty page."""

from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from escp_data.papers.same_bytes import without_times

_LEFTOVERS = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def packed(document: Document, moment: str) -> bytes:
    """The document as a file, made and changed at `moment` (ISO, UTC)."""
    _drop_leftovers(document)
    written = BytesIO()
    document.save(written)
    return without_times(written.getvalue(), moment)


def _drop_leftovers(document: Document) -> None:
    """python-docx's template brings a picture of its own first page, and older styles in American
    English."""
    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, each in links.items() if each.reltype in _LEFTOVERS]:
            del links[key]

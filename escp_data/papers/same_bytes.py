"""An office file without a clock in it: made again from the same content it is the same bytes."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say."""
_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def without_times(content: bytes, moment: str) -> bytes:
    """The same file, each entry without its time, made and changed at `moment` (ISO, UTC)."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w", ZIP_DEFLATED) as again:
        for name in given.namelist():
            entry, held = ZipInfo(name, _NO_TIME), given.read(name)
            entry.compress_type = ZIP_DEFLATED
            if name == _CORE:
                held = _MOMENT.sub(rb"\g<1>" + moment.encode() + rb"\g<3>", held)
            again.writestr(entry, held)
    return made.getvalue()

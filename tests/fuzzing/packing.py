"""Zips that are the same bytes whenever they are made, and the parts of one."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache

_TIMES = re.compile(rb"PK\x03\x04.{6}|PK\x01\x02.{8}", re.DOTALL)


def packed(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these parts, dated 1980; a list of pairs may have two of one name."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, part in pairs:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED, 1)
    return target.getvalue()


def undated(content: bytes) -> bytes:
    """The same zip with every entry dated 1980, lies and all."""
    plain = bytearray(content)
    for match in _TIMES.finditer(content):
        plain[match.end() : match.end() + 4] = b"\0\0\x21\0"
    return bytes(plain)


@lru_cache(maxsize=64)
def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a sound zip; nothing for what is none. Not to be changed by its user."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return {}

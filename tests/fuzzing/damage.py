"""Damage to the bytes: of the whole file, or of one of its parts before it is packed again."""

import re
from collections.abc import Callable
from random import Random

from tests.fuzzing.packing import packed, parts_of
from tests.fuzzing.values import DAYS, NUMBERS, words

Damage = Callable[[Random, bytes], bytes]

TOKENS = (
    b"<!DOCTYPE x>", b'<?xml version="1.0" encoding="UTF-16"?>', b"<![CDATA[", b"]]>",
    b"<!--", b"-->", b"&#0;", b"&#x110000;", b"&nothing;", b"&amp;", b"\x00",
    b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"<", b">", b'"', b"'", b"/>", b"</row>",
    b"</c>", b"<row>", b"<c>", b"<v>", b"<f>1</f>", b"<is><t>x</t></is>",
    b'<c r="XFD1048576"><v>1</v></c>', b'<c r="A0"><v>1</v></c>',
    b'<row r="60000"><c/></row>', b'<c r="ZZZ1"/>', b'<c t="s"><v>99999</v></c>',
    b'<c t="e"><v/></c>', b'<mergeCell ref="A1:XFD9"/>', b'<dimension ref="A1"/>',
    b'<x:c xmlns:x="urn:x"/>', b"<si/>", b"<sst uniqueCount='4294967295' >",
    b'<sheet name="x" sheetId="1" r:id="r1"/>', b'Target="/../../etc/passwd"',
    b'TargetMode="External"',
)  # fmt: skip  # a list in few lines
SIZES = (1, 2, 4, 16, 64, 1000, 20_000)
_NUMBER = re.compile(rb'(?<=")-?\d+(?:\.\d+)?(?=")|(?<=>)-?\d+(?:\.\d+)?(?=<)')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_ATTRIBUTE = re.compile(rb"""\s[\w:]+="[^"]*\"""")
_PLACE = re.compile(rb'(?<=r=")[A-Z]{1,3}\d+(?=")')
_KIND = re.compile(rb'(?<=\st=")\w+(?=")')


def flip_bits(random: Random, content: bytes) -> bytes:
    """One to a few dozen bits, anywhere."""
    damaged = bytearray(content or b"\0")
    for _ in range(random.choice((1, 1, 2, 8, 40))):
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def splice(random: Random, content: bytes) -> bytes:
    """A piece taken out, doubled, moved, blanked, or replaced by bytes without sense."""
    size = min(random.choice(SIZES), len(content))
    start, to = random.randint(0, len(content) - size), random.randint(0, len(content))
    piece = content[start : start + size]
    without = content[:start] + content[start + size :]
    return random.choice(
        (
            without,
            content[:to] + piece + content[to:],
            without[:to] + piece + without[to:],
            content[:start] + bytes(size) + content[start + size :],
            content[:start] + random.randbytes(size) + content[start + size :],
            content[:start] + b"\xff" * min(size, 8) + content[start + min(size, 8) :],
        )
    )


def cut(random: Random, content: bytes) -> bytes:
    """The file up to somewhere, or from somewhere."""
    at = random.randint(0, len(content))
    return random.choice((content[:at], content[at:], content + content[:at]))


def directory(random: Random, content: bytes) -> bytes:
    """Fields of the zip's own records: sizes, places, flags, checksums."""
    records = [m.start() for m in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", content)]
    damaged = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5)) if records else 0):
        at = random.choice(records) + random.randrange(4, 46)
        values = (b"\0\0", b"\xff\xff", b"\1\0", b"\xff\xff\xff\x7f", random.randbytes(2))
        value = random.choice(values)
        damaged[at : at + len(value)] = value
    return bytes(damaged)


def token(random: Random, part: bytes) -> bytes:
    """Something that XML or a sheet might trip on, before or after a tag."""
    for _ in range(random.choice((1, 1, 3))):
        at = part.find(random.choice((b"<", b">")), random.randint(0, len(part)))
        at = max(at, 0) + random.randrange(2)
        part = part[:at] + random.choice(TOKENS) + part[at:]
    return part


def _replacing(pattern: re.Pattern[bytes], replacement: Callable[[Random], bytes]) -> Damage:
    def damage(random: Random, part: bytes) -> bytes:
        found = list(pattern.finditer(part))
        often = random.choice((1, 1, 3, 20, len(found)))
        chosen = {m.start() for m in random.sample(found, min(often, len(found), 500))}

        def swap(match: re.Match[bytes]) -> bytes:
            return replacement(random) if match.start() in chosen else match[0]

        return pattern.sub(swap, part)

    return damage


def _any_place(random: Random) -> bytes:
    letters = random.choice(("A", "B", "Z", "AA", "AG", "AH", "XFD", "XFE", "ZZZ", "", "a", "$A"))
    row = random.choice(("1", "2", "0", "01", "60020", "60021", "1048576", "4294967297", "", "-1"))
    return f"{letters}{row}".encode()


def _any_number(random: Random) -> bytes:
    return random.choice((*NUMBERS, *DAYS)).encode()


def _any_text(random: Random) -> bytes:
    return words(random).encode("utf-8", "surrogatepass")


numbers = _replacing(_NUMBER, _any_number)
texts = _replacing(_TEXT, _any_text)
attributes = _replacing(
    _ATTRIBUTE, lambda random: random.choice((b"", b' x=""', b" r=''", b' t="e"'))
)
places = _replacing(_PLACE, _any_place)
kinds = _replacing(_KIND, lambda r: r.choice((b"s", b"str", b"e", b"b", b"d", b"n", b"inlineStr")))

RAW: dict[str, Damage] = {
    "file: bits": flip_bits,
    "file: splice": splice,
    "file: cut": cut,
    "file: directory": directory,
}
PART: dict[str, Damage] = {
    "part: bits": flip_bits,
    "part: splice": splice,
    "part: cut": cut,
    "part: token": token,
    "part: numbers": numbers,
    "part: texts": texts,
    "part: attributes": attributes,
    "part: places": places,
    "part: kinds": kinds,
}


def damage_part(random: Random, content: bytes, damage: Damage) -> bytes:
    """The file with one or two of its parts damaged, sheets more often than others."""
    parts = dict(parts_of(content))
    for _ in range(random.choice((1, 1, 1, 2)) if parts else 0):
        sheets = [name for name in parts if "/worksheets/" in name or "sharedStrings" in name]
        name = random.choice(sheets if sheets and random.random() < 0.6 else list(parts))
        parts[name] = damage(random, parts[name])
    return packed(parts) if parts else damage(random, content)

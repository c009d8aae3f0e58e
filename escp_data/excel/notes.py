"""Notes on cells: which cells have one, and which of them are our own.

Both kinds that Excel has: notes (`comments1.xml`) and threads of comments, whose first words are
repeated as a note. Our templates explain their headings in notes and our marked copies say what
is the matter with a cell: those are known by their author, or by how they begin where a program
has dropped the author, as LibreOffice does.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from escp_data import MAKER
from escp_data.excel.sheet_xml import MAIN, PREFIX, Place, place_of

CHECKS = "Checks"
"""Who writes the notes of a marked copy."""
BEFORE = "Note that was here before:"
"""Stands in such a note above what somebody else had written."""
MAX_NOTES = 10_000
MAX_NOTE_BYTES = 20_000_000

_KINDS = ("comments", "threadedComment")
_OURS = MAKER.rpartition(" ")[0]
_AUTHOR = re.compile(rb"<" + PREFIX + rb"author>([^<]*+)")
_OF_A_CHECK = re.compile(r"[A-Z]\d\d: ")


def notes_of(lists: Sequence[tuple[str, bytes]]) -> tuple[dict[Place, str], bool]:
    """The notes on one sheet's cells that are not our own, and whether there are more than these.

    `lists` are the parts that the sheet is related to, each with its kind. Raises what parsing
    raises for XML that is none.
    """
    found: dict[Place, str] = {}
    threads: dict[Place, str] = {}
    for kind, xml in lists:
        if kind not in _KINDS or _all_ours(xml):
            continue
        if len(xml) > MAX_NOTE_BYTES:
            return found | threads, True
        for place, author, text in _each(xml):
            if len(found) + len(threads) == MAX_NOTES:
                return found | threads, True
            if kind == "threadedComment":
                threads[place] = "\n".join(filter(None, (threads.get(place), text)))
            elif not author.startswith(_OURS) and (rest := not_of_a_check(author, text)):
                found[place] = rest
    return found | threads, False


def _all_ours(xml: bytes) -> bool:
    """Whether a list of notes names no other author than us: our template's need no parsing."""
    authors = _AUTHOR.findall(xml)
    return bool(authors) and all(each.startswith(_OURS.encode()) for each in authors)


def _each(xml: bytes) -> Iterator[tuple[Place, str, str]]:
    """Each note's place, author and text; a thread has one for each answer, and no author here."""
    tree = ElementTree.fromstring(xml)
    authors = [author.text or "" for author in tree.iterfind(f"{MAIN}authors/{MAIN}author")]
    for note in tree.iter():
        tag = note.tag.rpartition("}")[2]
        if tag not in ("comment", "threadedComment") or "ref" not in note.attrib:
            continue
        number = note.get("authorId", "")
        known = number.isdecimal() and len(number) < 9 and int(number) < len(authors)
        texts = (each for each in note if each.tag.rpartition("}")[2] == "text")
        text = "".join(words for each in texts for words in each.itertext()).strip()
        yield place_of(note.attrib["ref"].encode()), authors[int(number)] if known else "", text


def not_of_a_check(author: str, text: str) -> str:
    """A note's text without what a marked copy says in it; "" where nothing is left."""
    if author != CHECKS and (author.strip() or not _OF_A_CHECK.match(text)):
        return text
    return text.partition(BEFORE)[2].strip()

"""Text as people type it: made clean and made comparable.

Spreadsheets bring non-breaking and zero-width spaces, curly quotes and stray carriage returns;
nothing here changes what a person meant, only what no one can see.
"""

import re
import unicodedata
from functools import lru_cache

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but the tab and the line feed
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # formats: joiners, marks and turns of direction
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff"  # default-ignorable: fillers, variation selectors, tags
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # half characters and private ones
    "\ufdd0-\ufdef"
    + "".join(f"{chr(end)}{chr(end + 1)}" for end in range(0xFFFE, 0xF0000, 0x10000))
    + "]"  # what Unicode says is no character
)
"""What is never stored and never drawn, by Unicode's own classes.

A character that only a later Unicode knows is kept: it may be a new emoji.
"""
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Unicode's marks of direction: what follows one is drawn in another order."""
_RETURN = "_x000D_"
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SPACE_OR_DASH = re.compile(r"[\s\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_NOT_WORD = re.compile(r"[\W_]+")


def visible(text: str) -> str:
    """The text without what nobody can see; every line ends as \\n.

    The one rule of what goes before a text is stored, looked at by the guard or written to a file.
    """
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    while _RETURN in text:  # one may stand in another
        text = text.replace(_RETURN, "")
    return text


def clean(text: str) -> str:
    """The visible text without its ends' spaces; line breaks stay.

    Non-breaking and other odd spaces become plain ones. Curly quotes are kept.
    """
    return _SPACES.sub(" ", visible(text)).strip()


def with_marks(text: str) -> str:
    """The text with each mark that turns its direction spelled out: `e[U+202E]gnp.xlsx`.

    For names that are kept as they were given, such as a file's: a reader is shown no other name.
    """
    if text.isascii():
        return text
    return _TURNS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The key under which two spellings are the same: no case, spaces, accents or punctuation.

    `&` counts as `and`. A text of nothing but punctuation folds to nothing.
    """
    text = unicodedata.normalize("NFKD", visible(text).replace("&", " and "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_WORD.sub("", text.casefold())


@lru_cache(maxsize=16_384)
def same(text: str) -> str:
    """The key under which two names are one: no case, spaces or dashes, and nothing else aside."""
    return _SPACE_OR_DASH.sub("", clean(text).casefold())

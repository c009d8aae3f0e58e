"""Text as people type it: made clean and made comparable.

Spreadsheets bring non-breaking and zero-width spaces, curly quotes and stray carriage returns;
nothing here changes what a person meant, only what no one can see.
"""

import re
import unicodedata
from functools import lru_cache

_UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|[\x00-\x08\x0b-\x1f\x7f]|_x000D_"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOT_WORD = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The text without its ends' spaces and whatever cannot be seen; line breaks stay.

    Non-breaking and other odd spaces become plain ones. Curly quotes are kept.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The key under which two spellings are the same: no case, spaces, accents or punctuation.

    `&` counts as `and`. A text of nothing but punctuation folds to nothing.
    """
    text = unicodedata.normalize("NFKD", text.replace("&", " and "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_WORD.sub("", text.casefold())

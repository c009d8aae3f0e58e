"""What an action is called in a few words: one name for tiles, badges, charts and menus."""

LONGEST = 40
"""The letters of a short name, as the contract has them."""
_HANGING = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "how",
    "in",
    "into",
    "of",
    "on",
    "or",
    "so",
    "that",
    "the",
    "their",
    "to",
    "what",
    "which",
    "who",
    "with",
}
_ENDS = " ,;:.\u2013\u2014-"


def action_name(short_name: object, action: object) -> str:
    """Its own short name; where it has none, the first whole words of what it is.

    At most `LONGEST` letters unless the first word is longer, and no mark for what is left out: the
    full text stands on the action's page.
    """
    return short_form(str(short_name or action or ""))


def short_form(text: str, longest: int = LONGEST) -> str:
    """A text's first whole words, ending where a phrase may: never on `of` or `the`."""
    words = " ".join(text.split())
    if len(words) <= longest:
        return words.rstrip(_ENDS)
    kept = words[: longest + 1].rpartition(" ")[0].split() or words.split()[:1]
    while len(kept) > 1 and kept[-1].casefold().strip(_ENDS) in _HANGING:
        kept.pop()
    return " ".join(kept).rstrip(_ENDS)

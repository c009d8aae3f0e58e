"""What an action is called in a few words: one name for tiles, badges, charts and menus."""

import pandas as pd

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
    full text stands on the action's page. It ends where a phrase may: never on `of` or `the`.
    """
    words = " ".join(str(short_name or action or "").split())
    if len(words) <= LONGEST:
        return words.rstrip(_ENDS)
    kept = words[: LONGEST + 1].rpartition(" ")[0].split() or words.split()[:1]
    while len(kept) > 1 and kept[-1].casefold().strip(_ENDS) in _HANGING:
        kept.pop()
    return " ".join(kept).rstrip(_ENDS)


def action_titles(plan: pd.DataFrame) -> dict[str, str]:
    """What each row of `plan.actions` goes by, by its ref: `1.2 Training`."""
    rows = plan[["ref", "short_name", "action"]].itertuples(index=False, name=None)
    return {str(ref): f"{ref} {action_name(short, action)}".rstrip() for ref, short, action in rows}

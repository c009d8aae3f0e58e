"""What groups of children are called inside a sentence."""

from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE

_NAMED_AFTER = {
    "Mixed": "of Mixed ethnicity",
    "Other": "of Other ethnic groups",
    "Traveller of Irish heritage": "of Irish Traveller heritage",
    ALL_OTHERS: "",
    EVERYONE: "",
}


def people(group: str, noun: str) -> str:
    """`Black pupils`, `children of Mixed ethnicity`, `all other children`."""
    if group == ALL_OTHERS:
        return f"all other {noun}"
    if group == EVERYONE:
        return f"all {noun}"
    if group.startswith("Any other"):
        return f"{noun} of {group[0].lower()}{group[1:]}"
    after = _NAMED_AFTER.get(group)
    return f"{noun} {after}" if after else f"{group} {noun}"


def inside(name: str) -> str:
    """A measure's name inside a sentence: `stop and search of children`."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def during(window: str) -> str:
    """A window as a sentence has it: `in the four quarters to …`, `at 31 March 2025`."""
    return window if window.startswith("at ") else f"in the {window}"

"""What was chosen among filters, in one line, for the page, its link and its files."""

from collections.abc import Mapping, Sequence

from escp_data.text.wording import joined


def chosen_words(chosen: Mapping[str, Sequence[object]], nothing: str) -> str:
    """`Priority 2; Group Practice Improvement`; what stands where none is chosen is `nothing`."""
    parts = [
        f"{name} {joined([str(value) for value in values], 'or')}"
        for name, values in chosen.items()
        if values
    ]
    return "; ".join(parts) or f"None: {nothing}"


def passes(value: object, chosen: Sequence[object]) -> bool:
    """Whether a filter lets a value through; an empty one lets everything."""
    return not chosen or value in chosen

"""Figures as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """What was measured, what it was measured against, and the most their ratio should be."""

    name: str
    ours: float
    theirs: float
    unit: str
    at_most: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def cells(self) -> list[str]:
        """One line of a table."""
        verdict = "yes" if self.ratio <= self.at_most else "NO"
        figures = [f"{self.ours:.1f}", f"{self.theirs:.1f}", f"{self.ratio:.2f}"]
        return [self.name, *figures, f"{self.at_most:g}", verdict, self.note]


def table(title: str, ours: str, theirs: str, ratios: list[Ratio]) -> str:
    """A title, headings and one line for each ratio, in columns as wide as they need."""
    if not ratios:
        return f"{title}: not measured, since there is no browser here.\n"
    unit = ratios[0].unit
    headings = ["", f"{ours}, {unit}", f"{theirs}, {unit}", "ratio", "aim at most", "met", ""]
    lines = [headings, *(ratio.cells for ratio in ratios)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(headings))]
    return "\n".join([title, "", *(row(line, widths) for line in lines), ""])


def columns(title: str, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A title, headings and lines, the first column to the left and figures to the right."""
    every = [headings, *lines]
    widths = [max(len(line[at]) for line in every) for at in range(len(headings))]
    drawn = (
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in every
    )
    return "\n".join([title, "", *(each.rstrip() for each in drawn), ""])


def row(cells: list[str], widths: list[int]) -> str:
    """Words to the left, figures to the right."""
    words = {0, len(cells) - 2, len(cells) - 1}
    aligned = (
        cell.ljust(width) if at in words else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(aligned).rstrip()

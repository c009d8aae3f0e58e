"""The series of the run charts' specification, with what each must give."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from escp_data.estimates.run_charts import Given, Kind, State

GAP, SMALL = "–", "c"
THREE = "12 10 11 9 " * 3
FIVE = "14 10 13 11 " * 3
SIX = "20 24 18 22 " * 3
SEASONAL = "30 52 18 50 31 54 17 51 29 53 19 52"


@dataclass(frozen=True)
class Example:
    """A series as a person would write it, `–` missing and `c` hidden, and its answer.

    `signals` has the points, counted from 1, of each rule.
    """

    name: str
    series: str
    chart: str
    centre: float = np.nan
    spread: float = np.nan
    lower: float = np.nan
    upper: float = np.nan
    signals: dict[str, list[int]] = field(default_factory=dict)
    locked: bool = True
    kind: Kind = "count"
    sizes: str = ""
    per: float = 1.0
    median: bool = False
    seasons: bool = False
    why: str = ""

    @property
    def given(self) -> Given:
        """The series as the estimates take it."""
        return given(
            self.series, self.sizes, self.kind, self.per, median=self.median, seasons=self.seasons
        )


def given(
    series: str,
    sizes: str = "",
    kind: Kind = "count",
    per: float = 1.0,
    *,
    median: bool = False,
    seasons: bool = False,
    breaks: tuple[int, ...] = (),
    stock: bool = False,
) -> Given:
    """A series out of text; `breaks` are the points, counted from 1, that begin a segment."""
    cells = series.split()
    states: dict[str, State] = {GAP: "missing", SMALL: "hidden"}
    return Given(
        tuple(np.nan if each in states else float(each) for each in cells),
        tuple(map(float, sizes.split())) if sizes else None,
        tuple(states.get(each, "present") for each in cells),
        kind,
        per,
        is_stock=stock,
        is_median=median,
        seasons=tuple(at % 4 + 1 for at in range(len(cells))) if seasons else None,
        breaks=tuple(at - 1 for at in breaks),
    )


def numbers(text: str) -> NDArray[np.float64]:
    """Numbers out of text."""
    return np.array([float(each) for each in text.split()])


_X = (10.5, 21 / 11, 5.42, 15.58)
_Y = (12.0, 3.0, 4.02, 19.98)
_Z = (21.0, 46 / 11, 9.88, 32.12)
_ONE, _UP, _TWO, _OUT = "seven on one side", "seven rising", "two of three", "outside"

EXAMPLES = (
    Example("3", THREE + "13 12 13 12 13 12 13", "XmR", *_X,
            signals={_ONE: [13, 14, 15, 16, 17, 18, 19]}),
    Example("4", THREE + "13 12 13 12 13 12 10", "XmR", *_X),
    Example("5", FIVE + "9 10 11 12 13 14 15", "XmR", *_Y,
            signals={_UP: [13, 14, 15, 16, 17, 18, 19]}),
    Example("5b", FIVE + "9 10 11 11 12 13 14", "XmR", *_Y),
    Example("6", SIX + "29 23 29 21", "XmR", *_Z, signals={_TWO: [13, 15]}),
    Example("6b", SIX + "29 19 13 21", "XmR", *_Z),
    Example("6c", SIX + "29 23 34 21", "XmR", *_Z, signals={_OUT: [15]}),
    Example("7", THREE + "13 12 13 10.5 13 12 13 12", "XmR", *_X),
    Example("8", THREE + "13 12 13 – 12 13 12 13", "XmR", *_X,
            signals={_ONE: [13, 14, 15, 17, 18, 19, 20]}),
    Example("8b", THREE + "13 12 13 – – 12 13 12 13", "XmR", *_X),
    Example("8c", "12 10 – 9 12 10 11 9 12 10 11 9 12 10", "XmR", 127 / 12, 2.1, 5.00, 16.17),
    Example("14", "3 0 5 2 1 4 0 3 2 6 1 3 11", "XmR", 2.5, 34 / 11, -5.72, 10.72,
            signals={_OUT: [13]}),
    Example("15", "22 25 19 24 21 26 20 23", "XmR", 22.5, 31 / 7, 10.72, 34.28, locked=False),
    Example("16", "5 6 5 6 5 6 8 9 8 9 8 9", "median", 7, locked=False, median=True,
            signals={"few crossings": list(range(1, 13))}),
    Example("16b", "7 7 5 9 7 6 8 7 5 9 6 8 7 5", "median", 7, locked=False, median=True),
    Example("18", "41 118 131 149 62 171 160 138 104 152 147", "u'", 2.335, 2.201, -1.028, 5.698,
            locked=False, kind="rate", sizes="9 52 55 58 36 61 62 63 63 64 65"),
    Example("19", SIX + "29 – 23 29", "XmR", *_Z, signals={_TWO: [13, 16]}),
    Example("19b", SIX + "29 – – 23 29", "XmR", *_Z),
    Example("19c", SIX + "29 – 23 – 29", "XmR", *_Z, signals={_TWO: [13, 17]}),
    Example("20", "12 14 11 9 12 10 11 9 12 10 11 9 13 12 13 12 13 12 13", "XmR",
            130 / 12, 23 / 11, 5.27, 16.40, signals={_ONE: [13, 14, 15, 16, 17, 18, 19]}),
    Example("20b", "12 – 11 9 12 10 11 9 12 10 11 9 13 12 13 12 13 12 13", "XmR",
            10.75, 2.2, 4.90, 16.60, signals={_ONE: [13, 14, 15, 16, 17, 18, 19]}),
    Example("21", THREE + "13 – 12 – 13 12 13 12 13", "XmR", *_X,
            signals={_ONE: [13, 15, 17, 18, 19, 20, 21]}),
    Example("21b", FIVE + "9 10 11 – 12 13 14 15", "XmR", *_Y),
    Example("22", "48 47 49 46 48 47 48 49 47 48 46 48 43 44", "XmR", 95.17, 3.27, 86.46, 103.87,
            signals={_OUT: [13]}, kind="percentage", sizes="50 " * 14, per=100),
    Example("23", "9 c 7 8 c 9 7 c 8 9 7 8", "dots", why="hidden", locked=False),
    Example("24", "17 16 – 16 18 15", "XmR", 16.4, 2, 11.08, 21.72, locked=False),
    Example("13, raw", SEASONAL, "XmR", 38, 28.55, -37.93, 113.93),
    Example("13, adjusted", SEASONAL + " 30 52 34 50", "XmR", 38, 1.426, 32.63, 43.37,
            signals={_OUT: [15]}, seasons=True),
)  # fmt: skip  # a row or two an example
"""Those that the chart of section 3 answers, from the text alone; the rest are formulas."""

VIGNETTE = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"
MONTGOMERY_65 = (
    "310 288 297 298 307 303 294 297 308 306 294 299 297 299 314 295 293 306 301 304 305 282 305 "
    "296 314 295 287 301 298 311 310 292 305 299 304 310 304 305 333 328"
)
MONTGOMERY_75 = ("14 12 20 11 7 10 21 16 19 23", "10 8 13 10 9.5 10 12 10.5 12 12.5")
MONTGOMERY_71 = "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6"
MONTGOMERY_74 = (
    "12 8 6 9 10 12 11 16 10 6 20 15 9 8 6 8 10 7 5 8 5 8 10 6 9",
    "100 80 80 100 110 110 100 100 90 90 110 120 120 120 110 80 80 80 90 100 100 100 100 90 90",
)
MONTGOMERY_73 = (
    "21 24 16 12 15 5 28 20 31 25 20 24 16 19 10 17 13 22 18 39 30 24 16 19 17 15 16 18 12 15 24 "
    "21 28 20 25 19 18 21 16 22 19 12 14 9 16 21"
)

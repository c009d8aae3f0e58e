"""What the drawn numbers are drawn around: means by group, seasons and slow changes.

Each agency counts in its own codes: police self-defined ones, the NHS's, the DfE's, broad groups.
None of this is Enfield's real data.
"""

from dataclasses import dataclass, field

Code = str | int


@dataclass(frozen=True)
class Drawn:
    """A measure's mean for each group in an average quarter, and how it moves over 12 quarters.

    `from_to` gives a group's first and twelfth factor by the start of its code; others stay level,
    and so do all from the twelfth on. `raised` multiplies a group's mean from a step on, `last`
    from the twelfth.
    """

    means: dict[Code, float]
    seasons: tuple[float, float, float, float] = (1, 1, 1, 1)
    from_to: dict[str, tuple[float, float]] = field(default_factory=dict)
    raised: dict[str, tuple[int, float]] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)

    def factor(self, group: Code, step: int) -> float:
        """What a group's mean is multiplied by, `step` quarters after the first."""
        for start, (first, final) in self.from_to.items():
            if str(group).startswith(start):
                level = first + (final - first) * min(step, 11) / 11
                since, times = self.raised.get(start, (0, 1.0))
                level *= times if step >= since else 1.0
                return level * (self.last.get(start, 1.0) if step >= 11 else 1.0)
        return 1.0


BY_CODE = {
    # Searches of Black children fall; so does the share of searches that record an ethnicity.
    "STOP": Drawn(
        {"W1": 46, "W2": 1.5, "W3": 2, "W9": 25, "M1": 8, "M2": 4, "M3": 1.5, "M9": 5,
         "A1": 2, "A2": 2.5, "A3": 5, "A4": 0.3, "A9": 4, "B1": 30, "B2": 42, "B9": 22,
         "O2": 2, "O9": 12, "NS": 10},
        (1.08, 1.05, 0.97, 0.9),
        {"B": (1.3, 0.8), "NS": (0.9, 1.2)},
        {"NS": (8, 2.7)},
        {"NS": 0.35},
    ),
    "REFQ": Drawn(
        {"WBRI": 232, "WIRI": 4, "WIRT": 2.5, "WROM": 9, "WOTH": 188, "MWBC": 42, "MWBA": 18,
         "MWAS": 9, "MOTH": 40, "AIND": 12, "APKN": 12, "ABAN": 28, "CHNE": 3, "AOTH": 30,
         "BCRB": 70, "BAFR": 150, "BOTH": 45, "OOTH": 62, "REFU": 8, "NOBT": 55},
        (1.04, 0.9, 1.06, 1.0),
        {"W": (1.06, 0.9), "B": (1.0, 1.04), "M": (1.03, 0.99), "NOBT": (1.1, 0.8)},
    ),
    "DIVERT": Drawn(
        {"Asian": 2.2, "Black": 9, "Mixed": 6, "White": 17, "Other": 4, "Unknown": 1.2},
        (1, 0.85, 1.05, 1.1),
        {"B": (0.8, 1.3), "W": (0.9, 1.1)},
    ),
    "EDASLT": Drawn(
        {"A": 8, "B": 0.4, "C": 5, "D": 1.4, "E": 0.8, "F": 0.3, "G": 1, "H": 0.5, "J": 0.6,
         "K": 0.9, "L": 0.8, "M": 2.6, "N": 5, "P": 2.2, "R": 0.1, "S": 2.4, "Z": 0.6, 99: 0.9},
        (1.1, 1, 1.05, 0.85),
        {"N": (1.1, 0.8)},
    ),
}  # fmt: skip  # a row a line
"""Measures counted in codes; the twelfth quarter is the one left for the newcomer."""

STAGES: dict[str, tuple[str, dict[str, float]]] = {
    "ASSQ": ("REFQ", {"every": 0.79}),
    "CPQ": ("ASSQ", {"Asian": 0.08, "Black": 0.105, "Mixed": 0.11, "White": 0.095, "Other": 0.075,
                     "Unknown": 0.04}),
    "CAREQ": ("CPQ", {"Asian": 0.4, "Black": 0.5, "Mixed": 0.42, "White": 0.42, "Other": 0.4,
                      "Unknown": 0.5}),
    "STRIP": ("STOP", {"Asian": 0.02, "Black": 0.04, "Mixed": 0.04, "White": 0.022, "Other": 0.03,
                       "Unknown": 0.02}),
}  # fmt: skip  # a row a line
"""A later stage: the stage it is drawn from, and the share that goes on, by broad group."""

_DOOR = {
    "2023-24": ((2382, 2611), (2099, 2290), (2467, 2702), (2419, 2633)),
    "2024-25": ((2214, 2631), (1742, 2268), (2255, 2668), (2275, 2547)),
    "2025-26": ((2307, 2544), (2008, 2189), (2319, 2534), (2362, 2541)),
    "2026-27": ((2388, 2587), (2031, 2204)),
}
_IN_TIME = ((19, 33), (17, 31), (22, 36), (21, 34), (24, 35), (20, 31), (23, 36), (25, 35),
            (26, 34), (22, 31), (24, 34), (27, 35), (28, 35), (25, 32))  # fmt: skip  # a row a line
_NOTES = {
    "2023-24 Q4": (0, 9), "2024-25 Q2": (7, 11), "2024-25 Q3": (9, 13), "2024-25 Q4": (8, 11),
    "2025-26 Q1": (11, 15), "2025-26 Q2": (13, 17), "2025-26 Q3": (16, 18), "2025-26 Q4": (17, 19),
    "2026-27 Q1": (16, 18), "2026-27 Q2": (14, 17),
}  # fmt: skip  # a row a line
_INCIDENTS = {
    "2023-24 Q2": (41, "Nine schools returned."), "2023-24 Q3": (118, "52 schools returned."),
    "2023-24 Q4": (131, "55 schools returned."), "2024-25 Q1": (149, "58 schools returned."),
    "2024-25 Q2": (62, "36 schools returned."), "2024-25 Q3": (171, "61 schools returned."),
    "2024-25 Q4": (160, "62 schools returned."), "2025-26 Q1": (138, "63 schools returned."),
    "2025-26 Q2": (104, "63 schools returned; half the quarter is holiday."),
    "2025-26 Q3": (152, "64 schools returned."), "2025-26 Q4": (147, "65 schools returned."),
    "2026-27 Q1": (143, "65 schools returned."),
    "2026-27 Q2": (111, "64 schools returned; half the quarter is holiday."),
}  # fmt: skip  # a row a line
_QUARTERS = tuple(f"{year} Q{at + 1}" for year, pairs in _DOOR.items() for at in range(len(pairs)))

BY_HAND: dict[str, dict[str, tuple[int, int | None, str]]] = {
    "FDOOR": {quarter: (*_DOOR[quarter[:7]][int(quarter[-1]) - 1], "") for quarter in _QUARTERS},
    "IHA": {quarter: (*pair, "") for quarter, pair in zip(_QUARTERS, _IN_TIME, strict=True)},
    "AMBASS": {quarter: (*pair, "") for quarter, pair in _NOTES.items()},
    "COCSCH": {quarter: (number, None, note) for quarter, (number, note) in _INCIDENTS.items()},
}
"""Numbers that fit what the leads wrote: code, quarter, (numerator, denominator, note)."""

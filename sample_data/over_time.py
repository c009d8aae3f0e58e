"""Measures that show what a run chart can say: several agencies, a season, a break, small counts.

None of this is Enfield's real data. A measure's numbers run from 2023-24 Q1 on.
"""

Pairs = tuple[tuple[int, int | None], ...]

COUNCIL, POLICE, COMPILED = "Enfield Council", "Metropolitan Police", "All agencies"


def _alone(*tops: int) -> Pairs:
    return tuple((top, None) for top in tops)


SERIES: dict[tuple[str, str], Pairs] = {
    ("ICPC15", COUNCIL): (
        (42, 52), (32, 38), (47, 61), (47, 55), (37, 47), (27, 33), (45, 58), (53, 63), (37, 44),
        (30, 36), (47, 57), (49, 60), (39, 49), (25, 35),
    ),
    ("RHI72", COUNCIL): (
        (28, 46), (26, 39), (28, 44), (36, 51), (33, 48), (19, 37), (37, 45), (43, 52), (32, 43),
        (28, 40), (36, 47), (40, 50), (35, 44), (34, 41),
    ),
    ("RHI72", POLICE): (
        (14, 22), (15, 25), (10, 19), (13, 21), (15, 24), (17, 27), (16, 20), (17, 23), (17, 21),
        (21, 26), (15, 22), (20, 24), (16, 20), (18, 25),
    ),
    ("EH", COUNCIL): _alone(
        *(1012, 1024, 1041, 1060, 1052, 1071, 1090, 1108, 1099, 1117, 1131, 1120, 1138, 1142)
    ),
    ("PPP", POLICE): _alone(14, 17, 12, 19, 15, 21, 13, 16, 18, 14, 12, 17, 15, 18),
    ("CONTSCH", COUNCIL): _alone(
        *(561, 304, 574, 610, 569, 260, 611, 597, 573, 277, 637, 597, 562, 310)
    ),
    ("TRAINAT", COMPILED): (
        (122, 180), (99, 140), (159, 210), (130, 196), (139, 188), (95, 150), (152, 220),
        (157, 204), (148, 192), (118, 155), (161, 214), (165, 208), (153, 198), (124, 160),
    ),
}  # fmt: skip  # a series a paragraph
"""By measure and agency: a numerator and a denominator a quarter."""

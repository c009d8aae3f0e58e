"""A reader who works out hidden numbers; written apart from the code that hides them."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Array = NDArray[np.int64]
FAR = 10_000


def possible(known: Array, values: Array, wanted: Array, floor: Array | int = 0) -> tuple[int, int]:
    """Least and greatest `wanted @ x` over whole x >= `floor` with `known @ x == values`.

    Anything from `FAR` up counts as `FAR`, so that there always is a greatest.
    """
    told = [LinearConstraint(known, values, values)] if len(known) else []
    ends = []
    for sign in (1, -1):
        answer = milp(
            sign * wanted,
            bounds=Bounds(floor, np.inf),
            integrality=np.ones(len(wanted), dtype=np.int64),
            constraints=[*told, LinearConstraint(wanted, 0, FAR)],
            options={"mip_rel_gap": 0},
        )
        assert answer.success, answer.message
        ends.append(sign * round(answer.fun))
    return ends[0], ends[1]

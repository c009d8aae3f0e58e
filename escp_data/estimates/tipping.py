"""What a verdict hangs on: the events of unknown ethnicity, were they the group's own."""

import numpy as np

from escp_data.estimates.arrays import Numbers
from escp_data.estimates.change import TOO_FEW, verdicts
from escp_data.estimates.shared import GroupAndReference, moments, plain, quietly

STEPS = 1000
"""Shares are looked at in so many steps from 0 to 1."""


@quietly
def tipping_share(
    earlier: GroupAndReference,
    later: GroupAndReference,
    unknown_earlier: Numbers,
    unknown_later: Numbers,
    confidence: float = 0.95,
    *,
    dispersion: Numbers = 1.0,
    degrees: Numbers = None,
    others_are_the_references: bool = False,
) -> Numbers:
    """The least share of the unknown, 0 to 1, that would give another verdict as the group's own.

    The same share at both moments, in steps of a thousandth; the dispersion is held. The others
    stay left out, so 0 changes nothing, unless `others_are_the_references`: against all other
    children, 1 − s of the unknown is theirs, and a share of 0 says that the verdict rests on
    leaving them out. Not a number where no share tips it, and for too few to say.

    Ask again with group and reference exchanged: a verdict may tip that way alone.
    """
    first, second, beside = moments(
        earlier,
        later,
        unknown_earlier=unknown_earlier,
        unknown_later=unknown_later,
        dispersion=dispersion,
        degrees=degrees,
    )
    a1, n1, b1, m1, a2, n2, b2, m2, more1, more2, value, freedom = (
        each[..., np.newaxis] for each in (*first, *second, *beside)
    )
    share = np.arange(STEPS + 1) / STEPS
    rest = 1 - share if others_are_the_references else np.zeros_like(share)
    sure = confidence, value, freedom
    today = verdicts((a1, n1, b1, m1), (a2, n2, b2, m2), *sure)
    then = verdicts(
        (a1 + share * more1, n1, b1 + rest * more1, m1),
        (a2 + share * more2, n2, b2 + rest * more2, m2),
        *sure,
    )
    other = (then != today) & (today != TOO_FEW) & ~np.isnan(more1 + more2)
    found = np.where(other.any(axis=-1), share[other.argmax(axis=-1)], np.nan)
    return plain(found)

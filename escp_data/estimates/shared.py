"""What every estimate shares: its form, its errors, and how sure it has to be."""

from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from escp_data.estimates.arrays import Array, Numbers, arrays, floats

# (count, population, reference count, reference population), one moment of a comparison.
GroupAndReference: TypeAlias = tuple[Numbers, Numbers, Numbers, Numbers]
Moment: TypeAlias = tuple[Array, Array, Array, Array]

PARTS = ("count", "population", "reference_count", "reference_population")

quietly = np.errstate(all="ignore")
"""Division by a count of 0 has its meaning: see `rates`."""


class Estimate(NamedTuple):
    """A figure and its confidence limits: three floats, or three arrays of one shape."""

    value: Numbers
    lower: Numbers
    upper: Numbers


class Doubt(NamedTuple):
    """How far chance reaches: `k` standard errors of single events, whose variance is `value`
    times Poisson's; `phi` is that or 1, whichever is larger.

    All three are arrays that broadcast with the counts.
    """

    value: Array
    phi: Array
    k: Array

    @property
    def z(self) -> Array:
        """The deviate for limits of counts ÷ φ: `k`, as single events have it."""
        return np.asarray(self.k / np.sqrt(self.phi))


def z_of(confidence: float) -> float:
    """The normal deviate of a two-sided interval: 1.95996… for 0.95."""
    share = floats("confidence", confidence)
    if share.ndim or not 0 < share < 1:
        raise ValueError(f"The confidence must be between 0 and 1, not {confidence}.")
    return float(-special.ndtri((1 - share) / 2))


def doubt_of(confidence: float, dispersion: Numbers = 1.0, degrees: Numbers = None) -> Doubt:
    """K = max(z, t√value), t Student's with `degrees`, which is z where they are None or NaN.

    K never falls below z: a dispersion under 1 is chance, not knowledge.
    """
    z = z_of(confidence)
    value, freedom = arrays(("dispersion", "degrees"), dispersion, degrees)
    t = np.where(np.isnan(freedom), z, -special.stdtrit(freedom, special.ndtr(-z)))
    return Doubt(value, np.maximum(1, value), np.maximum(z, t * np.sqrt(value)))


def quotient(a: Array, b: Array, c: Array, d: Array | int) -> Array:
    """a × b ÷ (c × d), rounded so late that 5 in 16 is 31.25 per 100 and rounds half up.

    By mantissas and exponents: only what comes out can be too large or too small.
    """
    (a, p), (b, q), (c, r), (d, s) = map(np.frexp, (a, b, c, d))
    return np.asarray(np.ldexp(a * b / (c * d), p + q - r - s))


def index(a: Array, n: Array, b: Array, m: Array) -> Array:
    """The RRI."""
    return quotient(a, or_nan(m), b, or_nan(n))


def log_error(first: Moment, second: Moment) -> Array:
    """S, the standard error of the log of the ratio of two RRIs; infinite where a count is 0."""
    return np.asarray(np.sqrt(1 / first[0] + 1 / first[2] + 1 / second[0] + 1 / second[2]))


def known(first: Moment, second: Moment) -> NDArray[np.bool_]:
    """Where all counts are there, and all populations, and those are not 0."""
    people = or_nan(first[1]) + or_nan(first[3]) + or_nan(second[1]) + or_nan(second[3])
    return ~np.isnan(people + first[0] + first[2] + second[0] + second[2])


def moments(
    earlier: GroupAndReference, later: GroupAndReference, **beside: Numbers
) -> tuple[Moment, Moment, list[Array]]:
    """Both moments, and what is given `beside` them, as arrays of one shape.

    A ValueError names the argument that is no number.
    """
    names = [f"{moment} {part}" for moment in ("earlier", "later") for part in PARTS]
    given = arrays(names, *_four("earlier", earlier), *_four("later", later))
    a1, n1, b1, m1, a2, n2, b2, m2, *rest = arrays([*names, *beside], *given, *beside.values())
    return (a1, n1, b1, m1), (a2, n2, b2, m2), rest


def or_nan(population: Array) -> Array:
    """Nobody there is no population: 0 becomes not a number."""
    return np.where(population == 0, np.nan, population)


def estimate(value: Array, lower: Array, upper: Array) -> Estimate:
    """An estimate of floats where it was asked about numbers."""
    return Estimate(plain(value), plain(lower), plain(upper))


def plain(figure: Array) -> Numbers:
    """A float for a single number, an array for many."""
    return figure if np.ndim(figure) else float(figure)


def _four(name: str, comparison: GroupAndReference) -> GroupAndReference:
    sized = isinstance(comparison, tuple | list | np.ndarray | pd.Series)
    given = len(comparison) if sized else type(comparison).__name__
    if given != 4:
        raise ValueError(
            f"The {name} comparison must be four figures (count, population, reference count, "
            f"reference population), not {given}."
        )
    return comparison

"""Confidence limits of counts, of odds, and of ratios of proportions: arrays in, arrays out.

`z` is the normal deviate of the two-sided interval, of the counts' shape. Not a number in is not a
number out; callers silence numpy's warnings, since a division by 0 has its meaning at every edge.
"""

import numpy as np
from scipy import special

from escp_data.estimates.arrays import Array

NEXT_TO_NONE = 1e-3  # a count below this has exact lower limits that no float tells from 0
BYARS_FROM = 10  # below this count Byar's approximation gives way to the exact limits
CHECKED_FROM = 1000  # scipy's inverse is right for every pair of counts that adds up to less


def poisson_limits(x: Array, z: Array) -> tuple[Array, Array]:
    """Limits of a count: Byar's from 10 up; below, the exact chi-square ones (Garwood)."""
    tail = special.ndtr(-z)
    many = np.maximum(x, BYARS_FROM)
    byars_lower = many * (1 - 1 / (9 * many) - z / (3 * np.sqrt(many))) ** 3
    more = many + 1
    byars_upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    few = np.minimum(x, BYARS_FROM)
    exact_lower = np.where(x < NEXT_TO_NONE, 0, special.gammaincinv(few, tail))
    exact_upper = special.gammainccinv(few + 1, tail)
    exact = x < BYARS_FROM
    return np.where(exact, exact_lower, byars_lower), np.where(exact, exact_upper, byars_upper)


def conditional_lower(a: Array, b: Array, z: Array) -> Array:
    """Clopper and Pearson's lower limit on the odds a : b; 0 when a is 0.

    scipy's inverse is held against the forward function, because it goes far astray where a or
    b + 1 is exactly 1000 and the other much more (9090 : 999), and loses digits from about 1e10.
    """
    tail = special.ndtr(-z)
    share = special.betaincinv(a, b + 1, tail)
    many = a + b >= CHECKED_FROM
    back = special.betainc(a, b + 1, share, where=many, out=np.array(tail))
    astray = ~(np.abs(back - tail) < 1e-6 * tail)
    odds = np.array(share / (1 - share))
    odds[astray] = _sought_odds(a[astray], b[astray], z[astray])
    return np.where(np.isnan(a + b), np.nan, np.where(a < NEXT_TO_NONE, 0, odds))


def _sought_odds(a: Array, b: Array, z: Array) -> Array:
    """The same limit by bisection, for large counts.

    It starts from the smaller count's limit with the larger one's error added. That is out by some
    (a + b)th part, so where the forward function is only noise, from 1e12, it decides nothing.
    """
    few, many = np.minimum(a, b), np.maximum(a, b)
    tail = special.ndtr(-z * np.sqrt(1 + few / many))
    scarce = special.gammaincinv(a, tail) / b
    start = np.log(np.where(a < b, scarce, a / special.gammainccinv(b + 1, tail)))
    reach = np.minimum(1, 1000 / many)
    low, high = start - reach, start + reach
    for _ in range(50):
        middle = (low + high) / 2
        short = special.betainc(a, b + 1, special.expit(middle)) < special.ndtr(-z)
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return np.asarray(np.exp((low + high) / 2))


def koopman_lower(x1: Array, n1: Array, x2: Array, n2: Array, z: float) -> Array:
    """The ratio of proportions at which the score falls to z; 0 when x1 is 0.

    The score falls steadily as the ratio rises. A limit above 1 is sought the other way round, as
    one below 1: there nothing cancels, and the bracket is the same for both.
    """
    total = n1 + n2
    x1, n1, x2, n2 = x1 / total, n1 / total, x2 / total, n2 / total
    bar = z / np.sqrt(total)
    above = _score(np.ones_like(x1), x1, n1, x2, n2) > bar
    x, n = np.where(above, x2, x1), np.where(above, n2, n1)
    y, m = np.where(above, x1, x2), np.where(above, n1, n2)
    target = np.where(above, -bar, bar)
    low, high = np.full(x.shape, -750.0), np.zeros(x.shape)  # logs of the ratio
    for _ in range(63):
        middle = (low + high) / 2
        short = _score(np.exp(middle), x, n, y, m) > target
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    limit = np.exp(np.where(above, -1, 1) * (low + high) / 2)
    return np.where(np.isnan(x + n + y + m), np.nan, np.where(x1 == 0, 0, limit))


def _score(ratio: Array, x1: Array, n1: Array, x2: Array, n2: Array) -> Array:
    """The score statistic over √(people in all) for a ratio of at most 1, with its sign.

    Koopman's chi-square is its square times the people. Numbers are shares of those people.
    """
    sum_of_roots = ratio * (n1 + x2) + x1 + n2
    step = sum_of_roots - 2 * ratio
    root = np.sqrt(step**2 + 4 * ratio * (n2 - x2) * (1 - ratio))
    p2 = 2 * (x1 + x2) / (sum_of_roots + root)  # likeliest, were the true ratio this one
    p1 = ratio * p2
    variance = p1 * (1 - p1) / n1 + ratio**2 * p2 * (1 - p2) / n2
    # 0/0 where none are cases, or all of both at a ratio of 1: rightly beyond no z.
    return np.asarray((x1 / n1 - ratio * x2 / n2) / np.sqrt(variance))

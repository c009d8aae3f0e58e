"""Every worked verdict to four decimals, and the rule's parts one by one."""

import math
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from escp_data.disproportionality import (
    Dispersion,
    crossed,
    detectable_change,
    dispersion,
    pooled_change,
    ratio_change,
    relative_rate_index,
    tipping_share,
    verdict,
)
from escp_data.estimates.shared import doubt_of
from tests.first_rule import first_rule
from tests.verdict_cases import CASES, NAN, Case

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def to_four_places(found: Any, expected: Any) -> None:
    assert_allclose(np.asarray(found, dtype=float), expected, rtol=0, atol=0.5000001e-4)


def given(case: Case) -> dict[str, Any]:
    return {"dispersion": case.dispersion[2], "degrees": case.dispersion[3]}


@each_case
def test_dispersion(case: Case) -> None:
    if case.group is not None:
        assert dispersion(case.group, case.reference) == Dispersion(*case.dispersion[2:])


@each_case
def test_intervals(case: Case) -> None:
    sure = {"confidence": case.confidence, **given(case)}
    to_four_places(relative_rate_index(*case.earlier, **sure), case.rri_earlier)
    to_four_places(relative_rate_index(*case.later, **sure), case.rri_later)
    to_four_places(ratio_change(case.earlier, case.later, **sure), case.change)


@each_case
def test_reach(case: Case) -> None:
    d, error, k, reach, halving = case.rule
    doubt = doubt_of(case.confidence, **given(case))
    to_four_places(doubt.k, k)
    change = ratio_change(case.earlier, case.later, confidence=case.confidence, **given(case))
    reaches = math.log(change.upper / change.value)
    to_four_places([reaches, reaches / doubt.k], [reach, error])
    distances = [
        abs(math.log(relative_rate_index(*each).value)) for each in (case.earlier, case.later)
    ]
    to_four_places(distances[0] - distances[1], d)
    at_95 = doubt_of(0.95, **given(case))
    power = 0.8416 * math.sqrt(at_95.phi)
    assert abs(reaches / doubt.k * (at_95.k + power) - halving) < 6e-5


@each_case
def test_verdict(case: Case) -> None:
    asked = (case.earlier, case.later, case.confidence)
    assert verdict(*asked, **given(case)) == case.verdict
    assert crossed(*asked, **given(case)) is case.crossed
    to_four_places(detectable_change(*asked, **given(case)), case.detectable)
    assert first_rule(*asked) == case.first_rule


def test_whether_a_halving_could_be_missed_knows_the_dispersion() -> None:
    """log 2 ÷ (1.96 × 2 + 0.8416 × 2) is 0.1237, so with variance 4 it takes 262 in each count."""
    for count, said in ((261, "too few to say"), (262, "no clear change")):
        same = (count, 1000, count, 1000)
        assert verdict(same, same, dispersion=4) == said
        assert verdict(same, same, 0.99, dispersion=4) == said


def test_a_whole_table_is_answered_at_once() -> None:
    earlier: Any = tuple(np.array([case.earlier for case in CASES]).T)
    later: Any = tuple(np.array([case.later for case in CASES]).T)
    values = np.array([case.dispersion[2] for case in CASES])
    degrees = np.array([case.dispersion[3] or NAN for case in CASES])
    found = verdict(earlier, later, dispersion=values, degrees=degrees)
    at_95 = np.array([case.confidence == 0.95 for case in CASES])
    assert found[at_95].tolist() == [case.verdict for case in CASES if case.confidence == 0.95]
    falls = detectable_change(earlier, later, dispersion=values, degrees=degrees)
    to_four_places(falls[at_95], [c.detectable for c in CASES if c.confidence == 0.95])


@pytest.mark.parametrize(
    ("unknown", "share", "exchanged"),
    [((60, 60), 0.816, NAN), ((60, 120), 0.152, NAN), ((150, 60), NAN, 0.171)],
)
def test_tipping_share(unknown: tuple[int, int], share: float, exchanged: float) -> None:
    case = next(case for case in CASES if case.name == "9")
    before, after = ((b, m, a, n) for a, n, b, m in (case.earlier, case.later))
    one = tipping_share(case.earlier, case.later, *unknown, **given(case))
    other = tipping_share(before, after, *unknown, **given(case))
    to_four_places([one, other], [share, exchanged])


def test_tipping_share_against_all_others_may_tip_at_none() -> None:
    """The rest of the unknown is the others' own: leaving them out is a choice, too."""
    earlier, later = (200, 1000, 200, 1000), (150, 1000, 200, 1000)
    assert verdict(earlier, later) == "no clear change"
    asked = {"others_are_the_references": True}
    assert tipping_share(earlier, later, 0, 60, **asked) == 0
    assert math.isnan(tipping_share(earlier, later, 0, 0, **asked))
    assert math.isnan(tipping_share((9, 10, 9, 10), (9, 10, 9, 10), 500, 0))
    assert math.isnan(tipping_share(earlier, later, NAN, 60))


EARLIER = np.array([(150, 119), (212, 188), (133, 153), (422, 389), (615, 531), (104, 161)]).T
LATER = np.array([(84, 105), (211, 200), (120, 150), (303, 365), (432, 500), (111, 172)]).T
VALUES = [1.1, 1.1, 1.0, 2.7, 1.8, 1.0]


def moment(counts: Any) -> tuple[Any, int, Any, int]:
    return counts[0], 7900, counts[1], 13500


def test_one_answer() -> None:
    found = pooled_change(moment(EARLIER), moment(LATER), VALUES)
    to_four_places(found, (0.8235, 0.6983, 0.9713))


def test_one_answer_where_a_measure_changed_sides() -> None:
    earlier, later = EARLIER.copy(), LATER.copy()
    later[:, 2], earlier[:, 5], later[:, 5] = (210, 150), (300, 285), (120, 280)
    both = np.stack([EARLIER, earlier], 1), np.stack([LATER, later], 1)
    to_four_places(pooled_change(moment(earlier), moment(later), VALUES), (0.8662, 0.6161, 1.2179))
    found = pooled_change(moment(both[0]), moment(both[1]), VALUES)
    to_four_places(np.array(found).T, [(0.8235, 0.6983, 0.9713), (0.8662, 0.6161, 1.2179)])


def test_one_answer_needs_four_measures_with_ten_in_every_count() -> None:
    three = pooled_change(moment(EARLIER[:, :3]), moment(LATER[:, :3]), VALUES[:3])
    few = LATER.copy()
    few[0, 3] = 9
    assert np.isnan([*three, *pooled_change(moment(EARLIER), moment(few), VALUES)]).all()
    four = pooled_change(moment(EARLIER[:, :4]), moment(LATER[:, :4]), VALUES[:4])
    assert np.isfinite(four).all()


@pytest.mark.parametrize(
    ("counts", "reference", "expected"),
    [
        ([[0, 0, 0, 0], [3, 4, 5, 6]], [[10, 12, 9, 8], [9, 8, 10, 12]], (0.2, 3)),
        ([[0, 2, 4, 3], [3, 4, 5, 6]], [[0, 12, 9, 8], [9, 8, 10, 12]], (0.3, 5)),
        ([[NAN, 5, 9, 6], [8, 12, 7, 9]], [[NAN, 14, 15, 11], [12, 16, 13, 17]], (0.3, 5)),
        ([[NAN, NAN, NAN, 5], [8, 12, 7, 9]], [[NAN, NAN, NAN, 14], [12, 16, 13, 17]], (0.2, 3)),
        ([[NAN] * 4], [[NAN] * 4], (NAN, 0)),
        ([[4, 4, 4, 4]], [[8, 8, 8, 8]], (0.0, 3)),
    ],
)
def test_edges_of_dispersion(counts: Any, reference: Any, expected: tuple[float, float]) -> None:
    assert_allclose(dispersion(counts, reference), expected, rtol=0, atol=1e-12)


def test_a_quarter_missing_for_one_group_is_missing_for_both() -> None:
    whole = [[8, 12, 7, 9]], [[12, 16, 13, 17]]
    one = dispersion([[8, NAN, 7, 9]], whole[1])
    assert (
        one
        == dispersion(whole[0], [[12, NAN, 13, 17]])
        == dispersion([[8, None, 7, 9]], [[12, None, 13, 17]])
    )
    assert one.degrees == 2


def test_dispersions_of_a_table() -> None:
    counts = np.array([[[35, 42, 39, 34], [23, 36, 28, 27]], [[4, 4, 4, 4], [8, 8, 8, 8]]])
    found = dispersion(counts, counts[..., ::-1])
    assert (found.value.shape, found.degrees.tolist()) == ((2,), [6, 6])


@pytest.mark.parametrize("shape", [(4,), (2, 3)])
def test_quarters_come_in_fours(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="blocks of four quarters"):
        dispersion(np.ones(shape), np.ones(shape))


def test_a_dispersion_that_is_not_known_gives_no_verdict() -> None:
    earlier, later = (200, 1000, 100, 1000), (120, 1000, 100, 1000)
    assert verdict(earlier, later) == "decreasing"
    assert verdict(earlier, later, dispersion=NAN) == "too few to say"
    assert math.isnan(ratio_change(earlier, later, dispersion=NAN).upper)
    with pytest.raises(ValueError, match="dispersion must be a number from 0 up, not -1"):
        verdict(earlier, later, dispersion=-1)

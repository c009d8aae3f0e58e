"""Finding the changes that keep small counts uncertain, and what must be hidden to allow them.

A change is whole numbers, one a base count, that could be added to the counts without altering any
sum that is shown and without taking a count below its floor. A small sum that some change alters
is safe.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

Whole = NDArray[np.int64]
Change = Whole

_SCALES = range(1, 7)
"""How many times as large as the programme's answer a change in whole numbers may be."""


@dataclass(frozen=True)
class Question:
    """Rows are sums, columns base counts, entries 0 or 1.

    `told` has been shown, or is a difference (entries 1 and -1) known to be 0; `secrets` must stay
    uncertain, `choices` are shown unless hidden, at the loss of `weights`. A change costs `prices`
    for each count it alters, so that it alters few, and brings none below its floor. No two prices
    are the same, so that one change is the cheapest, whichever way the solver goes and however
    small the counts are.
    """

    counts: Whole
    floors: Whole
    prices: NDArray[np.float64]
    told: Whole
    choices: Whole
    weights: NDArray[np.float64]
    secrets: Whole


@dataclass(frozen=True)
class Answer:
    """Which choices to hide, which secrets were given away already, and the changes in proof."""

    hidden: NDArray[np.bool_]
    exposed: NDArray[np.bool_]
    changes: list[Change]


def protect(question: Question, changes: list[Change]) -> Answer:
    """Hide choices, of low weight together, until some change alters each secret.

    `changes` are those of earlier answers; what alters a sum told by now is left out. One secret
    after another gets the change that costs least then: low in total, not always the lowest.
    """
    width = len(question.counts)
    padded = [np.pad(one, (0, width - len(one))) for one in changes]
    pool = _Pool(question, [one for one in padded if not (question.told @ one).any()])
    if pool.unsafe():
        pool.complete(_Programme(question))
    return Answer(pool.hidden, pool.exposed, pool.changes())


class _Pool:
    """The changes found so far, and the choices hidden to allow some of them."""

    def __init__(self, question: Question, changes: list[Change]) -> None:
        self.question = question
        self.hidden = np.zeros(len(question.choices), dtype=bool)
        self.exposed = np.zeros(len(question.secrets), dtype=bool)
        self._all = np.empty((0, len(question.counts)), dtype=np.int64)
        self._alters_choice = np.empty((len(question.choices), 0), dtype=bool)
        self._alters_secret = np.empty((len(question.secrets), 0), dtype=bool)
        self._add(changes)

    def _add(self, changes: list[Change]) -> None:
        if changes:
            new = np.array(changes, dtype=np.int64)
            exact = new.T.astype(np.float64)  # sums of small whole numbers: exact, and fast
            self._all = np.vstack([self._all, new])
            choice, secret = self.question.choices @ exact != 0, self.question.secrets @ exact != 0
            self._alters_choice = np.hstack([self._alters_choice, choice])
            self._alters_secret = np.hstack([self._alters_secret, secret])

    def _allowed(self, hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.asarray(~self._alters_choice[~hidden].any(axis=0))

    def unsafe(self) -> list[int]:
        """The secrets that no change allowed so far alters."""
        safe = self._alters_secret[:, self._allowed(self.hidden)].any(axis=1)
        return [int(secret) for secret in np.flatnonzero(~safe & ~self.exposed)]

    def complete(self, programme: "_Programme") -> None:
        """Hide choices until every secret is safe, each time the cheapest for the next one."""
        while unsafe := self.unsafe():
            change = programme.cheapest(unsafe[0], self.hidden)
            if change is None:
                self.exposed[unsafe[0]] = True
            else:
                self._add([change])
                self.hidden = self.hidden | self._alters_choice[:, -1]
        self._show_what_can_be_spared()

    def _show_what_can_be_spared(self) -> None:
        """Show a hidden choice again, the greatest loss first, if each secret keeps a change."""
        for choice in np.argsort(-self.question.weights, kind="stable"):
            if self.hidden[choice]:
                self.hidden[choice] = False
                if self.unsafe():
                    self.hidden[choice] = True

    def changes(self) -> list[Change]:
        return list(self._all[self._allowed(self.hidden)])


class _Programme:
    """The linear programme for the cheapest change, the same for all secrets but for its bounds.

    Variables: how much each base count rises, and falls, and each sum of several that is not yet
    told. Rows: sums told, which stay; sums not yet told; secrets, one of which must alter.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        alone = np.abs(question.told).sum(axis=1) == 1
        self.live = ~question.told[alone].any(axis=0)
        told = question.told[~alone][:, self.live]
        told = np.unique(told, axis=0)  # what several sums say alike once single counts are known
        self.single = question.choices.sum(axis=1) == 1
        several = question.choices[~self.single][:, self.live]
        secrets = question.secrets[:, self.live]
        turn = np.eye(len(several), dtype=np.int64)
        zero = np.zeros((len(told), len(several)), dtype=np.int64)
        blank = np.zeros((len(secrets), len(several)), dtype=np.int64)
        rows = [
            [told, -told, zero, zero],
            [several, -several, -turn, turn],
            [secrets, -secrets, blank, blank],
        ]
        self.rows = csc_array(np.block(rows).astype(np.float64))
        self.still = told.shape[0] + several.shape[0]
        self.most = np.full(self.rows.shape[1], np.inf)
        size = told.shape[1]
        self.most[size : 2 * size] = (question.counts - question.floors)[self.live]

    def cheapest(self, secret: int, hidden: NDArray[np.bool_]) -> Change | None:
        """The change to `secret` that takes the least weight to hide, or None if there is none."""
        if not self.question.secrets[secret][self.live].any():
            return None
        cost = self._cost(hidden)
        for whole in (False, True):
            for least, most in ((1, 1), (-1, -1)) if not whole else ((1, np.inf), (-np.inf, -1)):
                change = self._solve(secret, cost, least, most, whole)
                if change is not None:
                    return change
        return None

    def _cost(self, hidden: NDArray[np.bool_]) -> NDArray[np.float64]:
        weights = np.where(hidden, 0.0, self.question.weights)
        alone = self.question.prices + weights[self.single] @ self.question.choices[self.single]
        several = weights[~self.single]
        return np.concatenate([alone[self.live], alone[self.live], several, several])

    def _solve(
        self, secret: int, cost: NDArray[np.float64], least: float, most: float, whole: bool
    ) -> Change | None:
        low, high = np.zeros(self.rows.shape[0]), np.zeros(self.rows.shape[0])
        low[self.still :], high[self.still :] = -np.inf, np.inf
        low[self.still + secret], high[self.still + secret] = least, most
        size = int(self.live.sum())
        kinds = np.zeros(len(cost), dtype=np.int64)
        kinds[: 2 * size] = whole
        found = milp(
            cost,
            integrality=kinds,
            bounds=Bounds(0, self.most),
            constraints=LinearConstraint(self.rows, low, high),
            options={"presolve": False},  # it takes longer than it saves on programmes this small
        )
        if found.x is None:
            return None
        return self._as_whole(secret, found.x[:size] - found.x[size : 2 * size])

    def _as_whole(self, secret: int, found: NDArray[np.float64]) -> Change | None:
        """The same change in whole numbers, several times as large if need be, and checked."""
        question = self.question
        for scale in _SCALES:
            change = np.zeros(len(question.counts), dtype=np.int64)
            change[self.live] = np.rint(scale * found)
            if (
                (question.counts + change >= question.floors).all()
                and question.secrets[secret] @ change != 0
                and not (question.told @ change).any()
                and np.abs(change[self.live] - scale * found).max() < 1e-6
            ):
                return change
        return None

"""The decision about one new version of a window: what is hidden beside its small sums.

For each count that is too narrow the cheapest pair of groups is hidden whose own sums would let it
move; then what can be spared is shown again. `protection` tells by an example.
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from escp_data.markers import is_small
from escp_data.suppression.pairs import (
    Bools,
    Interval,
    Ints,
    Known,
    Windows,
    interval,
    merged,
    reach,
)
from escp_data.suppression.protection import Layer, Record, Secret, Version


def decide(record: Record, new: Version) -> list[Secret]:
    """Decide what is shown of a new version and take it in; the secrets that nothing protects.

    What is `shown` already, of the same numbers, stays so. A proof is added for each new secret,
    an empty one for those that earlier windows give away.
    """
    deciding = _Deciding(record, new)
    deciding.hide()
    return deciding.keep()


class _Graph(NamedTuple):
    """What the pair graph of a layer is made of, but for the new version's own sums."""

    least: Ints
    blocked: Bools
    before: Windows
    with_new: bool

    def windows(self, own: Known) -> Windows:
        """What is known by window, with what is known of the new version where it is told."""
        return merged((*self.before.values(), own)) if self.with_new else self.before


class _Deciding:
    def __init__(self, record: Record, new: Version) -> None:
        self.record, self.new = record, new
        record.measure(new)
        self.fixed = new.shown.copy()
        small = is_small(new.values).any(axis=0)
        self.primary = new.listed & ~self.fixed & (small | new.withheld)
        new.shown = new.listed & ~self.primary
        record.versions.append(new)
        self.graphs = [self._graph(layer) for layer in record.layers()]
        secrets = dict.fromkeys((*record.secrets(new), *record.late_totals(new)))
        self.fresh = [each for each in secrets if each not in record.proofs]
        self.old = sorted(record.broken([new]))
        self.loose = self._edges(self.new.listed & (new.values[0] == 0) | self.fixed)
        self.edges = self._edges(new.shown)

    def _graph(self, layer: Layer) -> _Graph:
        record = self.record
        before = merged(record.known(each) for each in layer.versions if each is not self.new)
        with_new = self.new in layer.versions
        return _Graph(record.counts(layer), record.blocked(layer), before, with_new)

    def _edges(self, shown: Bools, *, row: bool = False) -> Ints:
        """The pair graphs, were this shown of the new version."""
        was = self.new.shown, self.new.row
        self.new.shown, self.new.row = shown & self.new.listed, row
        own = self.record.known(self.new)
        self.new.shown, self.new.row = was
        told, layout = self.record.told, self.record.layout
        every = [
            reach(layout, each.least, each.blocked, told, each.windows(own)) for each in self.graphs
        ]
        return np.concatenate(every, axis=1)

    def _interval(self, edges: Ints, secret: Secret) -> Interval:
        return interval(self.record.layout, edges[secret.reader], *secret[1:4])

    def _passes(self, edges: Ints, secret: Secret) -> bool:
        return self._interval(edges, secret).values >= secret.need

    def hide(self) -> None:
        """Hide beside the small what protects each secret, then show what can be spared."""
        for secret in (*self.fresh, *self.old):
            if self._passes(self.edges, secret):
                continue
            chosen = self._cheapest(secret)
            if chosen is None:
                self._hide_all()
                return
            self.new.shown = self.new.shown & ~chosen
            self.edges = self._edges(self.new.shown)
        self._spare()

    def _hide_all(self) -> None:
        self.new.shown = self.fixed.copy()
        self.new.row = not self.fixed.any()
        self.edges = self._edges(self.new.shown, row=self.new.row)

    def _cheapest(self, secret: Secret) -> Bools | None:
        """The sets to hide that cost least: one pair's own, two pairs', or all of them."""
        need = secret.need
        layout, might = self.record.layout, self._interval(self.loose, secret)
        if might.values < need:
            return None
        now = self._interval(self.edges, secret)
        rise, fall = (
            np.maximum(one, int(other.max(initial=0)))
            for one, other in ((might.rise, now.rise), (might.fall, now.fall))
        )
        free = self.new.shown & ~self.fixed & (self.new.values[0] > 0)
        bundles = np.tile((layout.sign != 0) & free, (len(self.graphs), 1))
        helps = (might.rise > now.rise) | (might.fall > now.fall)
        alone = np.flatnonzero((1 + rise + fall >= need) & helps)
        if len(alone):
            cheapest = alone[(bundles[alone] @ layout.weights).argmin()]
            return np.asarray(bundles[cheapest])
        useful = np.flatnonzero(helps)
        best: Bools | None = None
        for one, other in combinations(useful, 2):
            both = bundles[one] | bundles[other]
            if best is not None and both @ layout.weights >= best @ layout.weights:
                continue
            if 1 + max(rise[one], rise[other]) + max(fall[one], fall[other]) >= need:
                best = both
        return free if best is None else best

    def _spare(self) -> None:
        """Show again, the most missed first, what no secret needs hidden."""
        hidden = self.new.hidden & ~self.primary
        weights = self.record.layout.weights
        for number in sorted(np.flatnonzero(hidden), key=lambda at: -weights[at]):
            self.new.shown[number] = True
            old = self.record.broken([self.new])
            edges = self._edges(self.new.shown)
            if all(self._passes(edges, secret) for secret in {*self.fresh, *self.old, *old}):
                self.edges = edges
            else:
                self.new.shown[number] = False

    def keep(self) -> list[Secret]:
        """Keep a proof for each secret, an empty one for those that have none: they are given."""
        still = sorted(self.record.broken([self.new]))
        return self.record.prove((*self.fresh, *still), self.edges)

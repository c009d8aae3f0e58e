"""Records what a page asks Streamlit to draw, and draws the same again from constants.

The bare counterpart that a page is measured against is made from the page itself: every `st.` call
with the very values the page gave it, and none of the questions, sums and rules that led to them.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from types import MethodType
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

ROOTS = (st._main, st.sidebar, st._event, st._bottom_dg_internal)
COMMANDS = ("navigation", "set_page_config", "logo")
MISSING = object()
TRANSIENT = {"spinner", "dg"}


@dataclass(frozen=True)
class Step:
    """One call: on which container (None: on Streamlit itself), which one, with what.

    Containers go by number: the roots first, then each as it was made.
    """

    container: int | None
    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Recording:
    """The steps so far, and every container met, kept alive so that none takes another's place."""

    steps: list[Step] = field(default_factory=list)
    containers: list[DeltaGenerator] = field(default_factory=lambda: list(ROOTS))
    depth: int = 0

    def number(self, container: DeltaGenerator) -> int:
        return next(at for at, known in enumerate(self.containers) if known is container)

    def call(
        self, container: DeltaGenerator | None, name: str, function: Callable[..., Any],
        args: tuple[Any, ...], kwargs: dict[str, Any],
    ) -> Any:  # fmt: skip  # pairs share a line
        """Makes the call and notes it, unless it is part of a larger call already noted."""
        outermost = self.depth == 0 and name not in TRANSIENT
        args = tuple(kept(value) for value in args)
        kwargs = {key: kept(value) for key, value in kwargs.items()}
        if outermost:
            number = None if container is None else self.number(container)
            self.steps.append(Step(number, name, args, kwargs))
        self.depth += 1
        try:
            result = function(*args, **kwargs)
        finally:
            self.depth -= 1
        if outermost and name != "__enter__":
            self.containers += containers_in(result)
        return result


def kept(value: Any) -> Any:
    """A value that can be used twice: an iterator becomes a list."""
    return list(value) if isinstance(value, Iterator) else value


def containers_in(result: Any) -> list[DeltaGenerator]:
    """The containers a call made: none, one, or one for each column or tab."""
    several = result if isinstance(result, list | tuple) else [result]
    return [item for item in several if isinstance(item, DeltaGenerator)]


@contextmanager
def recording() -> Iterator[Recording]:
    """While open, every call that draws is written down; Streamlit is itself again afterwards."""
    record = Recording()
    replaced: list[tuple[Any, str, Any]] = []

    def replace(owner: Any, name: str, replacement: Any) -> None:
        replaced.append((owner, name, vars(owner).get(name, MISSING)))
        setattr(owner, name, replacement)

    kinds: list[type[DeltaGenerator]] = [DeltaGenerator, *DeltaGenerator.__subclasses__()]
    for owner in kinds:
        for name in drawing_methods(owner):
            replace(owner, name, noted_method(record, name, getattr(owner, name)))
    for name, function in list(vars(st).items()):
        if type(function) is MethodType and isinstance(function.__self__, DeltaGenerator):
            replace(st, name, noted_function(record, name, function, function.__self__))
        elif name in COMMANDS:
            replace(st, name, noted_function(record, name, function, None))
    try:
        yield record
    finally:
        for owner, name, original in reversed(replaced):
            restore(owner, name, original)


def restore(owner: Any, name: str, original: Any) -> None:
    """Puts back what was there, or nothing if the name was inherited."""
    if original is MISSING:
        delattr(owner, name)
    else:
        setattr(owner, name, original)


def drawing_methods(owner: type[DeltaGenerator]) -> list[str]:
    """The public methods of containers, and entering and leaving one."""
    names = dir(owner) if owner is DeltaGenerator else vars(owner)
    wanted = {"__enter__", "__exit__"} if owner is DeltaGenerator else set()
    return [
        name
        for name in names
        if (not name.startswith("_") or name in wanted)
        and inspect.isfunction(inspect.getattr_static(owner, name))
    ]


def noted_method(record: Recording, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A method that writes itself down."""

    @wraps(function)
    def noted(self: DeltaGenerator, *args: Any, **kwargs: Any) -> Any:
        return record.call(self, name, function.__get__(self), args, kwargs)

    return noted


def noted_function(
    record: Recording, name: str, function: Callable[..., Any], container: DeltaGenerator | None
) -> Callable[..., Any]:
    """A function of Streamlit's that writes itself down."""

    @wraps(function)
    def noted(*args: Any, **kwargs: Any) -> Any:
        return record.call(container, name, function, args, kwargs)

    return noted


def replay(steps: list[Step]) -> None:
    """Draws what was recorded."""
    containers: list[DeltaGenerator] = list(ROOTS)
    for step in steps:
        owner = st if step.container is None else containers[step.container]
        result = getattr(owner, step.name)(*step.args, **step.kwargs)
        if step.name != "__enter__":
            containers += containers_in(result)

"""The address is the state of the view: what it asks for, what it has to say, and where links lead.

It wins where it was changed from outside: opened, edited, followed, or gone back to; else the
controls do. Every write is a step for the browser's Back, so a run writes once at most, at its
end, and a link holds all that would be written where it leads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

from pages.parts import names
from pages.parts.pieces import plain

Value = TypeVar("Value")
Address = dict[str, list[str]]

CARRIED = (names.PLAN, names.PERIOD, names.COMPARED, names.AS_AT, names.SIZE)
"""What every page has in its address, and every link takes along."""

_SAID, _WRITTEN, _LOST, _PRESSED = "_said", "_written", "_lost", "_pressed"
_PAGES, _PATH, _PATH_BEFORE = "_pages", "_path", "_path_before"


@dataclass(frozen=True)
class _Said:
    """What one key is to hold; `as_it_comes` need not be said where nothing else is."""

    values: list[str]
    as_it_comes: bool


def begin() -> None:
    """Start a run: nothing has been said yet, and nothing missed."""
    st.session_state[_SAID] = {}
    st.session_state[_LOST] = []


def note_pages(pages: Iterable[Page], path: str) -> None:
    """Keep the run's pages, so that one can lead to another, and which one this is."""
    st.session_state[_PAGES] = {page.url_path: page for page in pages}
    st.session_state[_PATH_BEFORE] = st.session_state.get(_PATH)
    st.session_state[_PATH] = path


def is_here(path: str) -> bool:
    """Whether this is the page that is shown."""
    return bool(st.session_state[_PATH] == path)


def path() -> str:
    """The address of the page that is shown."""
    here: str = st.session_state[_PATH]
    return here


def asked(key: str) -> list[str]:
    """What the address says; nothing where it says nothing."""
    return st.query_params.get_all(key)


def last_of(values: list[str]) -> str:
    """The last of a key's values, which counts where one is wanted; "" where there is none."""
    return values[-1] if values else ""


def from_outside(key: str) -> bool:
    """Whether the address says something else than the last run left there."""
    if key in st.session_state.get(_PRESSED, ()):
        return False
    written: Address = st.session_state.get(_WRITTEN, {})
    return asked(key) != written.get(key, [])


def press(key: str, value: str) -> None:
    """What a button chose. The address is not asked for it until this has been written.

    A press right after a redraw comes with the address from before it, which looks like one that
    was changed from outside, and led one step back.
    """
    st.session_state[key] = value
    st.session_state[_PRESSED] = {*st.session_state.get(_PRESSED, ()), key}


def say(key: str, *values: str | None, as_it_comes: bool = False) -> None:
    """Have the address hold these values at the end of the run, but for blank ones; none takes the
    key out.
    """
    said: dict[str, _Said] = st.session_state[_SAID]
    said[key] = _Said([each for each in values if each], as_it_comes)


def miss(sentence: str) -> None:
    """Note that something the address asks for is not there, and what stands instead."""
    st.session_state[_LOST].append(sentence)


def missed() -> list[str]:
    """A sentence for everything the address asked for in vain."""
    found: list[str] = st.session_state[_LOST]
    return found


def write() -> None:
    """Bring the address up to date with one message, and none where it is right already.

    A page whose choices are all as they come, with an address that is silent on them, stays so. A
    link to the page it stands on changes what we are asked, and leaves the address itself to us.
    """
    now: Address = {key: asked(key) for key in st.query_params}
    wanted = _wanted(now)
    same_page = st.session_state[_PATH] == st.session_state[_PATH_BEFORE]
    followed = same_page and now != st.session_state.get(_WRITTEN)
    if wanted != now or followed:
        st.query_params.from_dict(wanted)
    st.session_state[_WRITTEN] = wanted
    st.session_state.pop(_PRESSED, None)


def _wanted(now: Address) -> Address:
    said: dict[str, _Said] = st.session_state[_SAID]
    mute = {key for key, each in said.items() if each.as_it_comes}
    if any(key in now for key in mute) or any(
        each.values for key, each in said.items() if key not in mute and key not in CARRIED
    ):
        mute = set()
    merged = now | {key: each.values for key, each in said.items() if key not in mute}
    order = [*CARRIED, *(key for key in merged if key not in CARRIED)]
    return {key: merged[key] for key in order if merged.get(key)}


def settle(key: str, read: Callable[[list[str]], Value]) -> None:
    """Give the control `key` what the address asks for, unless the control was changed itself."""
    if key not in st.session_state or from_outside(key):
        st.session_state[key] = read(asked(key))


def settle_one(key: str, options: Sequence[str], default: str | None = None) -> str | None:
    """Settle a choice of one; gives back what was wanted where it is no option."""
    settle(key, last_of)
    wanted: str = st.session_state[key]
    if wanted in options:
        return None
    st.session_state[key] = default if default in options else options[0]
    return wanted or None


def in_link(
    label: str, options: Sequence[str], key: str, width: int, default: str | None = None
) -> str:
    """A choice that stands in the address; its default, too, once anything else was chosen.

    (A widget bound to the address leaves its default out, and what comes first moves on.)
    """
    lost = settle_one(key, options, default)
    chosen = st.selectbox(label, options, key=key, width=width)
    if lost:
        _miss_value(label, key, lost, f"This is {chosen}.")
    start = default if default in options else options[0]
    say(key, chosen, as_it_comes=chosen == start)
    return chosen


Shown = Literal["visible", "collapsed"]


def one_of(label: str, options: Sequence[str], key: str, shown: Shown = "visible") -> str:
    """A choice of one whose first option, everything, is what an address without it means."""
    lost = settle_one(key, options)
    chosen = (
        st.segmented_control(
            label,
            options,
            key=key,
            required=True,
            label_visibility=shown,
            wrap=True,
            format_func=plain,
        )
        or options[0]
    )
    if lost:
        _miss_value(label, key, lost, f"This is {chosen}.")
    say(key, chosen if chosen != options[0] else None)
    return chosen


def one_or_none(
    label: str,
    options: Sequence[str],
    key: str,
    hint: str,
    shown: Callable[[str], str] = str,
) -> str | None:
    """A choice of one, or of none, which is how it comes; `shown` says how an option reads."""
    settle(key, lambda values: last_of(values) or None)
    wanted: str | None = st.session_state[key]
    if wanted not in options:
        st.session_state[key] = None
    chosen = st.selectbox(label, options, index=None, key=key, placeholder=hint, format_func=shown)
    if wanted and wanted not in options:
        _miss_value(label, key, wanted, "None is chosen.")
    say(key, chosen)
    return chosen


def several_of(label: str, options: Sequence[str], key: str) -> tuple[str, ...]:
    """A choice of several that stands in the address; none means all."""
    _settle_several(label, options, key)
    chosen = st.multiselect(label, options, key=key, placeholder="All")
    say(key, *chosen)
    return tuple(chosen)


def _settle_several(label: str, options: Sequence[str], key: str) -> None:
    """Settle a choice of several on those of its values that are options."""
    settle(key, list)
    wanted: list[str] = st.session_state[key]
    st.session_state[key] = [each for each in wanted if each in options]
    for each in wanted:
        if each not in options:
            _miss_value(label, key, each, "It is left out.")


def pills_of(
    label: str, options: Sequence[str], key: str, shown: Callable[[str], str] = str
) -> tuple[str, ...]:
    """`several_of` with every option in sight; `shown` says how one reads."""
    _settle_several(label, options, key)
    chosen = st.pills(label, options, selection_mode="multi", key=key, format_func=shown, wrap=True)
    say(key, *chosen)
    return tuple(chosen)


def named_by_link(key: str) -> bool:
    """Whether the link that led here names a value of `key`; for as long as the page is open.

    Call it before the control: what a link names comes first on its page, since Streamlit cannot
    scroll to it.
    """
    flag = f"_{key}_first"
    if key not in st.session_state or from_outside(key):
        st.session_state[flag] = bool(asked(key))
    return bool(st.session_state.get(flag))


def soon(key: str) -> list[str]:
    """What the control of `key` is about to hold in this run, for what is drawn before it."""
    if key not in st.session_state or from_outside(key):
        return asked(key)
    held = st.session_state[key]
    return [str(each) for each in held] if isinstance(held, list) else [str(held)] * bool(held)


def words_for(label: str, key: str, longest: int) -> str:
    """A text that stands in the address."""
    settle(key, lambda values: last_of(values)[:longest])
    text = st.text_input(label, key=key, max_chars=longest)
    say(key, text)
    return text


def switch(label: str, key: str) -> bool:
    """A switch whose address is `key=true` where it is on."""
    settle(key, lambda values: last_of(values) == "true")
    is_on = st.toggle(label, key=key)
    say(key, "true" if is_on else None)
    return is_on


def _miss_value(label: str, key: str, value: str, instead: str) -> None:
    """Say so where the address asks for a value that is not here; another page's choice may go."""
    if value in asked(key):
        miss(f'The link asks for {label} "{value}", which is not here. {instead}')


def page(path: str) -> Page:
    """The page at an address of `names`.

    The first page has no address to link to from elsewhere (a browser reads an empty one as the
    page it is on), and so it has a second one, `names.GLANCE`.
    """
    pages: dict[str, Page] = st.session_state[_PAGES]
    at_home = path == names.GLANCE and st.session_state[_PATH] == names.HOME
    return pages[names.HOME if at_home else path]


def leads(path: str) -> bool:
    """Whether there is such a page for whoever looks; of what is none of theirs, there is not."""
    return path in st.session_state[_PAGES]


More = Mapping[str, str | Sequence[str]]
"""What an address holds beside the view: one value a key, or several."""


def link(
    path: str,
    label: str,
    more: More | None = None,
    *,
    icon: str | None = None,
    hint: str | None = None,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """A way to a page of `names` in the same quarter and on the same day, unless `more` differs.

    Whoever may not see the page reads the label, and has no way there.
    """
    if not leads(path):
        st.markdown(label, width=width)
        return
    st.page_link(
        page(path),
        label=label,
        icon=icon,
        help=hint,
        width=width,
        query_params=_with_view(more or {}) or None,
    )


def address(path: str, more: More | None = None) -> str:
    """The same way as text, for where a link of Streamlit's cannot stand: `actions?rag=Red`."""
    query = urlencode(_with_view(more or {}), doseq=True)
    return f"{path}?{query}" if query else path


def _with_view(more: More) -> dict[str, list[str]]:
    """The view as every link takes it along, and what more the address is to hold."""
    said: dict[str, _Said] = st.session_state[_SAID]
    carried = {key: said[key].values for key in CARRIED if key in said and said[key].values}
    return carried | {
        key: [value] if isinstance(value, str) else list(value) for key, value in more.items()
    }


def here(label: str, changed: Mapping[str, str]) -> None:
    """A way to this page as it is but for what is `changed`."""
    st.page_link(page(st.session_state[_PATH]), label=label, query_params=_changed(changed))


def cell_link(words: str, changed: Mapping[str, str], path: str = "") -> str:
    """A link for a table's cell, as Markdown: to `path`, or like `here`; so are its `words`.

    (Streamlit opens a link in Markdown in a tab of its own, and has no other link for a cell.)
    """
    there = address(path, changed) if path else f"?{urlencode(_changed(changed), doseq=True)}"
    return f"[{words}]({there})"


def _changed(changed: Mapping[str, str]) -> Address:
    address = {key: asked(key) for key in st.query_params}
    said: dict[str, _Said] = st.session_state[_SAID]
    address |= {key: each.values for key, each in said.items() if each.values}
    return address | {key: [value] for key, value in changed.items()}

"""What a page is looked at for in a browser, whoever looks: what is cut, where the keyboard is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

# What sticks out of the page's own scrolling part, of the window, or of a table's own box.
OVERHANG = """
() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const tables = [...main.querySelectorAll('[data-testid="stTable"] > div')]
        .map(each => each.scrollWidth - each.clientWidth);
    return Math.max(main.scrollWidth - main.clientWidth,
        document.documentElement.scrollWidth - window.innerWidth,
        ...tables.filter(each => each > 1));
}
"""
# Words that are cut off at the edge of what holds them, but for what a reader can scroll or open;
# a chart's words that reach over its edge, or were shortened to fit; and a number in a table of
# which one half stands on the next line, where the other is read as all of it.
CUT_OFF = """
() => {
    const cut = [...document.querySelectorAll(
            '[data-testid="stMain"] :is(label, p, button, h1, h2, h3)')]
        .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
        .filter(each => getComputedStyle(each).overflowX !== 'visible');
    const drawn = [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg text')]
        .filter(each => {
            const own = each.getBoundingClientRect(),
                chart = each.ownerSVGElement.getBoundingClientRect();
            return own.width && (each.textContent.includes('\u2026')
                || own.right > chart.right + 3 || own.left < chart.left - 3
                || own.bottom > chart.bottom + 3 || own.top < chart.top - 3);
        });
    const numbers = /[^\\s\\-\\/]*\\d[^\\s\\-\\/]*/g;
    const halved = [...document.querySelectorAll('[data-testid="stTable"] td p')]
        .filter(each => each.firstChild?.nodeType === Node.TEXT_NODE)
        .flatMap(each => [...each.firstChild.data.matchAll(numbers)].filter(found => {
            const range = document.createRange();
            range.setStart(each.firstChild, found.index);
            range.setEnd(each.firstChild, found.index + found[0].length);
            return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1;
        }))
        .map(found => found[0]);
    return [...[...cut, ...drawn].map(each => each.textContent), ...halved];
}
"""
# Words of a table's headings, and its financial years, that stand on two lines.
BROKEN = """
() => [...document.querySelectorAll('[data-testid="stTable"] :is(th, td) p')]
    .flatMap(each => [...each.childNodes].map(node =>
        [node, each.closest('th') ? /[^\\s-]+/g : /(?<!\\w)20\\d\\d-\u2060?\\d\\d\\b/g]))
    .filter(([node]) => node.nodeType === Node.TEXT_NODE)
    .flatMap(([node, words]) =>
        [...node.data.matchAll(words)].filter(found => {
            const range = document.createRange();
            range.setStart(node, found.index);
            range.setEnd(node, found.index + found[0].length);
            return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1;
        }))
    .map(found => found[0])
"""
OPEN_ALL = """
() => document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')
    .forEach(each => each.click())
"""
FOCUSED = """
() => {
    const it = document.activeElement;
    return it.getAttribute('aria-label') || it.labels?.[0]?.textContent || it.textContent || '';
}
"""


OUTLINE = """
() => {
    const it = document.activeElement;
    if (it === document.body) return 3;
    const drawn = [it, it.closest('[role="group"]'), it.closest('label'), it.parentElement];
    return Math.max(...drawn.filter(Boolean).map(each => {
        const style = getComputedStyle(each);
        return style.outlineStyle === 'solid' ? parseFloat(style.outlineWidth) : 0;
    }));
}
"""
LOOKS = 40
"""Two seconds at most."""


def at_rest(page: Page, *measures: str) -> list[Any]:
    """What is wrong by these measures, or by `OVERHANG` and `CUT_OFF`: nothing, if all is well."""

    def wrong() -> list[Any]:
        found = [page.evaluate(measure) for measure in measures or (OVERHANG, CUT_OFF)]
        return [each for each in found if each]

    found: list[Any] = at_last(page, wrong)
    return found


def at_last(page: Page, wrong: Callable[[], Any]) -> Any:
    """What is wrong, once nothing is, or at the end: a page says when Streamlit is done with it,
    but not when the menu has slid in or a chart has taken its new width.
    """
    for _ in range(LOOKS):
        found = wrong()
        if not found:
            break
        page.evaluate("() => new Promise(then => setTimeout(then, 50))")
    return found


@contextmanager
def media(page: Page, **how: Any) -> Iterator[None]:
    """The tab as a reader with these settings has it; as it was, afterwards."""
    page.emulate_media(**how)
    yield
    as_before: Any = dict.fromkeys(how, "null") | {"reduced_motion": "reduce"}  # as `tab` has it
    page.emulate_media(**as_before)

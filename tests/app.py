"""Opens a page of the dashboard as a link would, without a browser, and reads it as people would.

Everything goes through `dashboard.py`: the frame, the navigation and the page are tested together.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
from google.protobuf.message import Message
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node
from streamlit.util import calc_hash

DASHBOARD = Path(__file__).parent.parent / "dashboard.py"
SECONDS = 30.0
READABLE = {
    "alt", "body", "caption", "captions", "code_text", "content", "delta", "delta_description",
    "help", "label", "message", "options", "placeholder", "text", "title",
}  # fmt: skip  # a list in few lines

# A server looks once through all that is installed; AppTest would at each run, for half its time.
components_installed = cache(manifest_scanner.scan_component_manifests)


@contextmanager
def as_served() -> Iterator[None]:
    """No page stands on its own, as the dashboard's server has it before its first visitor."""
    start = PagesManager.__init__

    def started(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        start(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    with patch.object(PagesManager, "__init__", started):
        yield


@dataclass(frozen=True)
class Chart:
    """What a chart shows: its text alternative, its Vega-Lite specification, its rows."""

    alt: str
    spec: dict[str, Any]
    data: pd.DataFrame


def new_app(path: str = "", **query: str | list[str]) -> AppTest:
    """The dashboard about to be opened at `/path?query`; not run yet.

    The store is the one `ESCP_DB` names when the app runs. `path` is a page's `url_path`, empty
    for the first page. `AppTest.switch_page` knows files only, and one file stands behind
    several priorities; so the page is named by the hash that Streamlit gives its `url_path`.
    """
    app = AppTest.from_file(DASHBOARD, default_timeout=SECONDS)
    app._page_hash = calc_hash(path) if path else ""
    for name, value in query.items():
        app.query_params[name] = value
    return app


def run(app: AppTest) -> AppTest:
    """Run once, and fail with the whole traceback if a page raised or is not there."""
    hidden = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    try:
        with patch.object(manifest_scanner, "scan_component_manifests", components_installed):
            app.run()
    finally:
        config.set_option("client.showErrorDetails", hidden)
    for element in app.exception:
        trace = "\n".join(element.stack_trace)
        raise AssertionError(f"The page raised {element.message}\n{trace}")
    if app._page_hash and app._page_hash not in app._registered_pages:
        raise AssertionError(f"There is no such page. The dashboard has {sorted(pages(app))}.")
    return app


def open_page(path: str = "", **query: str | list[str]) -> AppTest:
    """The page at `/path?query` after its first run, without exceptions."""
    return run(new_app(path, **query))


def pages(app: AppTest) -> dict[str, str]:
    """Every page's path and its title, in the order of the menu; the first page's path is empty."""
    known = app._registered_pages.values()
    return {str(page.get("url_pathname", "")): str(page.get("page_name", "")) for page in known}


def texts(app: AppTest) -> list[str]:
    """Everything a person can read, in the order of the page.

    Words, labels, help, options, cells, text alternatives; not the menu (see `pages`), nor what
    a chart draws (see `charts`).
    """
    return [words for node in nodes(app._tree) for words in node_texts(node)]


def nodes(block: Block) -> Iterator[Node]:
    """Every container and element, outermost first."""
    for node in block.children.values():
        yield node
        if isinstance(node, Block):
            yield from nodes(node)


def node_texts(node: Node) -> Iterator[str]:
    """A table's headers and cells as shown; anything else's readable fields."""
    if isinstance(node.proto, Message):
        yield from message_texts(node.proto)
    if node.type in {"table", "arrow_data_frame", "dataframe"}:
        yield from frame_texts(node.proto)


def message_texts(message: Message) -> Iterator[str]:
    """The non-empty strings in the fields that Streamlit shows, at any depth but other elements."""
    for field, value in message.ListFields():
        for item in value if field.is_repeated else [value]:
            if isinstance(item, str) and field.name in READABLE and item:
                yield item
            elif isinstance(item, Message) and field.name not in {"arrow_data", "datasets"}:
                yield from message_texts(item)


def frame_texts(proto: Any) -> Iterator[str]:
    """Headers and cells; a styled table's cells as formatted."""
    frame = convert_arrow_bytes_to_pandas_df(proto.arrow_data.data)
    shown = proto.arrow_data.styler.display_values
    cells = convert_arrow_bytes_to_pandas_df(shown) if shown else frame
    yield from (str(column) for column in frame.columns)
    if not getattr(proto, "hide_index", False):
        yield from (str(label) for label in frame.index)
    yield from (str(cell) for cell in cells.to_numpy().ravel())


def charts(app: AppTest) -> list[Chart]:
    """Every Altair chart on the page, in order."""
    return [chart(element.proto) for element in app.get("vega_lite_chart")]


def chart(proto: Any) -> Chart:
    """A chart's rows come as one frame, whichever way they were sent."""
    spec = json.loads(proto.spec)
    sent = [convert_arrow_bytes_to_pandas_df(named.data.data) for named in proto.datasets]
    if proto.data.data:
        sent.append(convert_arrow_bytes_to_pandas_df(proto.data.data))
    sent += [pd.DataFrame(rows) for rows in spec.get("datasets", {}).values()]
    return Chart(proto.alt, spec, pd.concat(sent) if sent else pd.DataFrame())

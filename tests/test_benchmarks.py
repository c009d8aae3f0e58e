"""A page's bare counterpart draws what the page draws."""

import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import app
from tests.benchmarks.recording import Step, recording
from tests.benchmarks.tables import Ratio, table


def page() -> None:
    """Containers in every manner; AppTest copies this function alone, hence the import."""
    import streamlit as st

    st.title("A title")
    left, right = st.columns(2)
    left.metric("Actions", 3)
    with right.container(border=True):
        st.write("Some", "words")
    with st.sidebar:
        st.selectbox("Priority", (number for number in "12"), key="priority")
    for name, tab in zip("ab", st.tabs(["a", "b"]), strict=True):
        tab.badge(name)
    st.empty().caption("The last word")


def bare(steps: "list[Step]") -> None:
    """The page's bare counterpart."""
    from tests.benchmarks.recording import replay

    replay(steps)


def recorded() -> tuple[list[Step], list[str]]:
    """The page's steps, and all that a person can read on it."""
    with recording() as record:
        texts = app.texts(app.run(AppTest.from_function(page)))
    return record.steps, texts


def test_a_replay_reads_like_the_page() -> None:
    steps, texts = recorded()
    assert texts[:3] == ["A title", "Actions", "3"]
    assert app.texts(app.run(AppTest.from_function(bare, args=(steps,)))) == texts


def test_recording_leaves_streamlit_as_it_was() -> None:
    before = dict(vars(st)), dict(vars(type(st.sidebar)))
    recorded()
    assert (dict(vars(st)), dict(vars(type(st.sidebar)))) == before


def test_a_table_says_which_aims_are_met() -> None:
    ratios = [Ratio("/", 30, 20, "ms", 1.5), Ratio("/actions", 31, 20, "ms", 1.5)]
    assert table("Reruns", "page", "bare", ratios).splitlines() == [
        "Reruns",
        "",
        "          page, ms  bare, ms  ratio  aim at most  met",
        "/             30.0      20.0   1.50          1.5  yes",
        "/actions      31.0      20.0   1.55          1.5  NO",
    ]

"""A page's bare counterpart draws what the page draws."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import app
from tests.benchmarks.recording import Step, recording
from tests.benchmarks.scale import BEGIN, END, put_into
from tests.benchmarks.tables import Ratio, columns, table
from tests.benchmarks.viewers import Load, end_words


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


def test_columns_are_as_wide_as_they_need() -> None:
    assert columns("Viewers", ["people", "ms"], [["1", "30"], ["40", "1200"]]).splitlines() == [
        "Viewers",
        "",
        "people    ms",
        "1         30",
        "40      1200",
    ]


@pytest.mark.parametrize(
    ("slowest", "words"),
    [
        ([0.1, 1.9], "no end up to 20 people"),
        ([0.1, 2.1], "the end lies between 10 and 20 people"),
        ([2.1], "the end lies between 0 and 10 people"),
    ],
)
def test_one_process_ends_where_a_click_in_twenty_takes_too_long(
    slowest: list[float], words: str
) -> None:
    met = [
        Load(people, [seconds] * 20, 0.5, 0.1, 300)
        for people, seconds in zip((10, 20), slowest, strict=False)
    ]
    assert end_words(met) == words


def test_few_clicks_are_no_end() -> None:
    assert not Load(5, [9.0] * 19, 0.5, 0.1, 300).is_past_the_end


def test_tables_go_between_the_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    document = tmp_path / "scale.md"
    document.write_text(f"# Scale\n\n{BEGIN}\n\nold\n\n{END}\n\nThe end\n", "utf-8")
    put_into(document, ["One\n\na  1\n", "Two\n"])
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    body, _, after = rest.partition(END)
    assert (before, after) == ("# Scale\n\n", "\n\nThe end\n")
    about, *tables = body.strip().split("\n\n```text\n")
    assert about.startswith("Measured on ")
    assert tables == ["One\n\na  1\n```", "Two\n```"]


def test_the_document_about_scale_has_its_two_marks() -> None:
    said = (Path(__file__).parents[1] / "docs/scale.md").read_text("utf-8")
    assert (said.count(BEGIN), said.count(END), said.index(BEGIN) < said.index(END)) == (1, 1, True)

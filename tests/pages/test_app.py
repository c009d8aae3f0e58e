"""The page reader reads what a person can."""

import pytest
from streamlit.testing.v1 import AppTest

from tests import app


def everything() -> None:
    """A page with one of each; AppTest copies this function alone, hence the imports."""
    import altair as alt
    import pandas as pd
    import streamlit as st

    frame = pd.DataFrame({"Ref": ["1.1"], "RAG": ["Red"]})
    st.title("A title")
    with st.expander("An expander"):
        st.selectbox("Priority", ["1", "2"], help="Some help")
    st.metric("Actions", 3, "-1", delta_description="since Q2")
    st.table(frame, alt="All actions", hide_index=True)
    st.table(frame.style.format({"RAG": "{}!"}), hide_index=True)
    st.altair_chart(alt.Chart(frame, title="RAG").mark_bar().encode(x="Ref"), alt="A bar")


def test_texts_are_everything_a_person_can_read() -> None:
    assert app.texts(app.run(AppTest.from_function(everything))) == [
        *["A title", "An expander", "Priority", "1", "2", "Some help"],
        *["Actions", "3", "-1", "since Q2"],
        *["All actions", "Ref", "RAG", "1.1", "Red"],
        *["Ref", "RAG", "1.1", "Red!"],
        "A bar",
    ]


def test_a_chart_comes_with_its_alternative_and_its_rows() -> None:
    [chart] = app.charts(app.run(AppTest.from_function(everything)))
    assert (chart.alt, chart.spec["title"]) == ("A bar", "RAG")
    assert chart.data.to_dict("records") == [{"Ref": "1.1", "RAG": "Red"}]


def test_an_exception_comes_with_its_traceback() -> None:
    page = AppTest.from_string("raise KeyError('period')")
    with pytest.raises(AssertionError, match="period"):
        app.run(page)

"""The script of the plainest page that says as much: four metrics, three charts and a table."""

import altair as alt
import pandas as pd
import streamlit as st

QUARTERS = pd.DataFrame({"quarter": range(12), "value": [3, 4, 4, 6, 5, 7, 8, 8, 9, 7, 10, 11]})

for column, name in zip(st.columns(4), ("On track", "Red", "Decisions", "Gap"), strict=True):
    column.metric(name, 12)
for _ in range(3):
    st.altair_chart(alt.Chart(QUARTERS).mark_line().encode(x="quarter:Q", y="value:Q"))
st.table(QUARTERS)

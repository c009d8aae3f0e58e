"""What stands at an address that no page has."""

import streamlit as st

from pages.parts import names
from pages.parts.links import link

st.title("There is no page at this address")
st.text(
    "The address may be mistyped, or the plan it belongs to may have changed. The menu has every "
    "page."
)
link(names.GLANCE, "Go to the first page")

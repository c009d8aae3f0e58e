"""The script of a bare page: draws what was recorded, and does nothing else."""

import streamlit as st

from tests.benchmarks.bare_server import DRAWN, RECORDED
from tests.benchmarks.recording import replay

replay(RECORDED[int(st.query_params.get(DRAWN, "0"))])

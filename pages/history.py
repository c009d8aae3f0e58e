"""Every upload: who, when, what; the file as it was sent; and taking one back."""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.errors import EscpError
from escp_data.phrases import plural
from escp_data.uploads import history, original, reinstate, withdraw
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.pieces import plain, table

HEADINGS = {
    "upload_id": "Upload", "uploaded_at": "When (UTC)", "file_name": "File", "period": "Period",
    "agency": "Agency", "uploaded_by": "By", "row_count": "Rows", "warnings": "Warnings",
    "state": "State",
}  # fmt: skip


def readable(uploads: pd.DataFrame) -> pd.DataFrame:
    """The history as people read it, newest first."""
    frame = uploads.rename(columns=HEADINGS)[list(HEADINGS.values())]
    frame["When (UTC)"] = [when[:16].replace("T", " ") for when in uploads["uploaded_at"]]
    reasons = uploads[["state", "reason"]].itertuples(index=False)
    frame["State"] = [f"Withdrawn: {why}" if s == "withdrawn" else "Stored" for s, why in reasons]
    return frame


def decide(uploads: pd.DataFrame) -> None:
    """Take one upload back, or let it count again; its file to download."""
    st.subheader("One upload", divider="gray")
    number, rest = st.columns([1, 4], vertical_alignment="bottom")
    with number:
        upload_id = int(st.selectbox("Upload", list(uploads["upload_id"])))
    row = uploads.set_index("upload_id").loc[upload_id]
    with rest:
        st.text(f"{row['file_name']}: {row['sheets']}")
    st.download_button(
        "Download the file as it was sent",
        data=lambda: original(store(), upload_id)[1],
        file_name=str(row["file_name"]), mime=names.XLSX, icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip
    withdrawn = row["state"] == "withdrawn"
    words = "Let this upload count again" if withdrawn else "Withdraw this upload"
    with st.form("decision", border=True):
        st.markdown(f"**{words}**")
        st.text("Nothing is deleted: the upload stays in this history, with your reason.")
        why, who = st.columns([3, 1])
        reason = why.text_input("Reason", max_chars=300)
        by = who.text_input("Your role", value="Business unit", max_chars=80)
        if st.form_submit_button(words):
            settle(partial(reinstate if withdrawn else withdraw, store(), upload_id, reason, by))


def settle(decision: partial[None]) -> None:
    """Carry a decision out, or say in one sentence why it cannot be."""
    try:
        decision()
    except EscpError as problem:
        st.error(plain(problem))
    else:
        st.rerun()


uploads = ask(history)
st.title(f"{plural(len(uploads), 'upload')}, newest first")
if uploads.empty:
    st.info("Each workbook you store will appear here, with who stored it and when.")
else:
    table(readable(uploads), alt="Every upload, newest first")
    decide(uploads)

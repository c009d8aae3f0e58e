"""Every upload: who, when, what; the file as it was sent; taking one back; and the past."""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.access.permits import Doing
from escp_data.errors import EscpError
from escp_data.records.changes import changes_made
from escp_data.records.kept_hidden import hidden_by_method, hidden_with
from escp_data.records.resting import resting
from escp_data.records.uploads import history, original, reinstate, withdraw
from escp_data.store.audit import log
from escp_data.store.database import utc_now
from escp_data.text.clean import with_marks
from escp_data.text.days import parse_day
from escp_data.text.wording import day_words, moment_words, plural
from pages.parts import gate, links, names
from pages.parts.answers import ask, store
from pages.parts.differences import show_differences
from pages.parts.downloads import offer
from pages.parts.frame import as_at, show_day
from pages.parts.pieces import plain, show_lines, show_pages, show_table

HEADINGS = {
    "upload_id": "Upload",
    "uploaded_at": "When",
    "file_name": "File",
    "period": "Quarter",
    "agency": "Agency",
    "uploaded_by": "By",
    "row_count": "Rows",
    "warnings": "Warnings",
    "state": "State",
}
_DECIDED = "_decided"
_SHOWN = "_file_shown"


def readable(uploads: pd.DataFrame) -> pd.DataFrame:
    """The history as people read it, newest first."""
    frame = uploads.rename(columns=HEADINGS)[list(HEADINGS.values())]
    frame["When"] = [moment_words(when) for when in uploads["uploaded_at"]]
    reasons = uploads[["state", "reason"]].itertuples(index=False)
    frame["State"] = [f"Withdrawn: {why}" if s == "withdrawn" else "Stored" for s, why in reasons]
    every_quarter = all(" Q" in period for period in uploads["period"].dropna())
    return frame if every_quarter else frame.rename(columns={"Quarter": "Period"})


def one_upload(uploads: pd.DataFrame) -> None:
    """What one upload brought and changed, its file, and whether it still counts."""
    st.header("One upload", divider="gray")
    by_number = uploads.set_index(uploads["upload_id"].astype(str))
    files = dict(zip(by_number.index, uploads["file_name"], strict=True))
    missing = links.settle_one(names.ONE_UPLOAD, list(by_number.index))
    chosen = st.selectbox(
        "Upload",
        list(by_number.index),
        key=names.ONE_UPLOAD,
        width=400,
        format_func=lambda each: with_marks(f"{each}, {files[each]}"),
    )
    links.say(names.ONE_UPLOAD, chosen, as_it_comes=chosen == by_number.index[0])
    row = by_number.loc[chosen]
    upload_id = int(chosen)
    if missing:
        st.info(f"There is no upload {plain(missing)} in this history. This is upload {chosen}.")
    show_differences(
        ask(changes_made, upload_id), str(row["file_name"]), f"upload-{chosen}", stored=True
    )
    show_hidden(
        "When it was stored, these sums could be worked out already. They have been hidden since.",
        ask(hidden_with, upload_id),
    )
    kept = store()
    if gate.offers(Doing.ORIGINAL):
        offer(
            "Download the file as it was sent",
            lambda: original(kept, upload_id, str(row["sha256"]))[1],
            str(row["file_name"]),
            f"upload {upload_id} as it was sent: {row['file_name']}",
            Doing.ORIGINAL,
        )
    if as_at() is None and gate.offers(Doing.WITHDRAW):
        decide(row)


def decide(upload: pd.Series) -> None:
    """Withdraw the upload, or bring it back; and what was decided here just now.

    Its widgets are the upload's and its state's own: no reason typed for one is kept for another.
    """
    number, withdrawn = int(upload["upload_id"]), upload["state"] == "withdrawn"
    file = f"upload {number}, {plain(upload['file_name'])}"
    decided = st.session_state.pop(_DECIDED, None)
    if decided == number:
        words = (
            f"You withdrew {file}. Its rows no longer count; it stays in this history."
            if withdrawn
            else f"You brought {file} back. Its rows count again, where they were."
        )
        st.success(words, icon=":material/check:")
    words = f"Bring {file} back" if withdrawn else f"Withdraw {file}"
    key = f"{number}-{upload['decided_at'] or 'stored'}"
    meant = file_shown(key, str(upload["sha256"]))
    with st.form(f"decision-{key}", border=True):
        st.markdown(f"**{words}**")
        st.text("Nothing is deleted: the upload stays in this history, with your reason.")
        if not withdrawn:
            what_rests(number)
        why, who = st.columns([3, 1])
        reason = why.text_input("Reason", max_chars=300, key=f"reason-{key}")
        by = who.text_input("Your role", value="Business unit", max_chars=80, key=f"role-{key}")
        label = f"Bring upload {number} back" if withdrawn else f"Withdraw upload {number}"
        if st.form_submit_button(label):
            settles = reinstate if withdrawn else withdraw
            settle(partial(settles, store(), number, reason, by, meant))


def what_rests(upload_id: int) -> None:
    """What would go with it; what else pages would show otherwise without it is a fold away."""
    found = ask(resting, upload_id)
    if not found.sentences:
        st.text("Nothing else rests on it.")
        return
    show_lines(found.in_short)
    if found.in_full:
        count = plural(len(found.in_full), "thing")
        with st.expander(f"{count} that would read otherwise without it"):
            for sentence in found.in_full:
                st.text(sentence)


def show_hidden(why: str, sums: list[str]) -> None:
    """Which sums disclosure control hides, and why; nothing where there are none."""
    if sums:
        st.info(plain(why), icon=":material/visibility_off:")
        show_lines(sums)


def file_shown(key: str, sha256: str) -> str:
    """The file that the form stood for when it was last drawn, and so when it is pressed.

    A restored record may have given its number to another since.
    """
    before: dict[str, str] = st.session_state.get(_SHOWN, {})
    st.session_state[_SHOWN] = {key: sha256}
    return before.get(key, sha256)


def settle(decision: partial[None]) -> None:
    """Carry a decision out, or say in one sentence why it cannot be."""
    try:
        gate.require(Doing.WITHDRAW)
        decision()
    except EscpError as problem:
        st.error(plain(problem))
    else:
        st.session_state[_DECIDED] = decision.args[1]
        st.rerun()


def the_past() -> None:
    """Show the whole dashboard as it was on a day."""
    st.header("As it was on a day", divider="gray")
    st.text("Every page and every download then shows what stood at the end of that day.")
    with st.form("past", border=False):
        row = st.container(horizontal=True, vertical_alignment="bottom")
        shown = day_words(as_at() or utc_now()[:10])
        text = row.text_input("Day", value=shown, max_chars=40, width=200)
        if row.form_submit_button("Show the dashboard as it was"):
            go_to(text)


def go_to(text: str) -> None:
    """To the day that a text names, or a sentence on how to write one."""
    try:
        day = parse_day(text, last=True)
    except ValueError as hint:
        st.error(f"Write a day such as 14/01/2026 or 14 Jan 2026. {plain(hint)}".rstrip())
    else:
        show_day(day.isoformat())
        st.rerun()


def audit() -> None:
    """Who did what, and when."""
    with st.expander(
        "Audit log", icon=":material/list_alt:", key="audit-log", on_change="rerun"
    ) as opened:
        if opened.open:
            # Not by `ask`: an export adds a line and leaves the store's version as it was.
            entries = log(store(), 200)
            entries = entries.rename(columns={"When (UTC)": "When"})
            entries["When"] = [moment_words(when) for when in entries["When"]]
            st.text("Uploads, withdrawals, exports and looks at small numbers, newest first.")
            show_table(entries, alt=f"{plural(len(entries), 'entry', 'entries')} of the audit log")


uploads = ask(history, as_at())
by_method = ask(hidden_by_method)
if not uploads.empty:
    st.title(f"{plural(len(uploads), 'upload')}, newest first")
    show_pages(readable(uploads), "Every upload, newest first", "uploads")
    show_hidden("Some sums are hidden now that an earlier version could show.", by_method)
    one_upload(uploads)
elif as_at():
    st.title("Nothing had been uploaded yet")
    st.info(f"Nothing had been stored by the end of {plain(day_words(as_at()))}.")
else:
    st.title("Nothing has been uploaded yet")
    st.info("Each workbook you store will appear here, with who stored it and when.")
the_past()
if gate.offers(Doing.READ_LOG):
    audit()
seal = store().newest_seal()
if seal:
    st.caption(f"Newest seal: {seal}")

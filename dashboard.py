"""The front door: the store, the menu, and the frame that every page stands in."""

import streamlit as st

from escp_data.errors import EscpError
from escp_data.plan import priorities, quarters
from pages.parts import frame, names
from pages.parts.answers import ask, note_version


def menu() -> dict[str, list[st.Page]]:
    """Every page by its section of the menu; the store says which priorities have one."""
    plan = [st.Page("pages/glance.py", title="The plan at a glance", default=True)]
    for row in ask(priorities).itertuples():
        plan.append(
            st.Page(
                "pages/priority.py",
                title=f"{row.priority} {row.title}",
                url_path=names.priority_path(row.priority),
            )
        )
    return {
        "The plan": plan,
        "Explore": [st.Page("pages/actions.py", title="Actions", url_path=names.ACTIONS)],
        "Data": data_pages(),
        "Help": [st.Page("pages/about.py", title="About this dashboard", url_path=names.ABOUT)],
    }


def data_pages() -> list[st.Page]:
    """Where workbooks come in and can be taken back."""
    return [
        st.Page("pages/upload.py", title="Upload", url_path=names.UPLOAD),
        st.Page("pages/history.py", title="History", url_path=names.HISTORY),
    ]


def main() -> None:
    """Draw the frame, then the page."""
    st.set_page_config(
        page_title="ESCP Business Plan", page_icon=":material/shield:", layout="wide"
    )
    try:
        note_version()
    except EscpError as problem:
        st.title("The store cannot be opened")
        st.error(str(problem))
        return
    if ask(quarters):
        pages = menu()
        frame.note_pages(pages)
        page = st.navigation(pages)
        frame.note_priority(page.url_path)
        frame.sample_notice()
        frame.choose_view()
    else:
        welcome = st.Page("pages/welcome.py", title="Start here", default=True)
        pages = {"Start": [welcome], "Data": data_pages()}
        frame.note_pages(pages)
        page = st.navigation(pages)
    page.run()


main()

"""A plan whose every word is an attempt on the screen: Markdown, HTML, links, formulas, colours."""

from pathlib import Path

from escp_data.store.database import Store, open_store
from tests.stores import put, return_workbook
from tests.workbooks import workbook

AWKWARD = (
    "**b** _i_ ~~s~~ `c` [l](https://x.example) ![i](https://x.example/i.png) <b>h</b> "
    ":red[x] :smile: :material/home: :streamlit: $x$ a -> b <- c -- d >= e != f "
    "https://x.example www.x.example me@x.example &amp; [c] =1+1"
)
AGENCY = "**Ag** <b>e</b> :red[n] :smile: $c$ y"
QUARTER = "2024-25 Q1"


def text(name: str) -> str:
    """The awkward words, beginning with a name by which a test tells where they are from."""
    return f"{name}: {AWKWARD}"


def plan() -> bytes:
    """One agency, two priorities, an action in each; every text of theirs is awkward."""
    return workbook(
        {"Period": QUARTER, "Agency": "All agencies"},
        Agencies=[
            {"Agency": AGENCY, "Type": "Relevant agency"},
            {"Agency": f"{AGENCY} too", "Type": "Relevant agency"},
        ],
        Priorities=[
            {"Priority": 1, "Title": text("title"), "Aim": text("aim")},
            {"Priority": 2, "Title": "# Plain", "Aim": "1. Aim\n\n    indented"},
        ],
        Actions=[
            {"Ref": "1.1", "Priority": 1, "Action": text("action"), "Lead agency": AGENCY,
             "Success measure": text("success"), "Group": text("group"), "State": "Live",
             "Owner role": text("owner"), "Due date": "31/03/2024",
             "Contributing agencies": f"{AGENCY} too"},
            {"Ref": "2.1", "Priority": 2, "Action": f"# x\n\n    y\n\n{text('lines')}",
             "Lead agency": f"{AGENCY} too", "State": "Live", "Due date": "ongoing"},
        ],
    )  # fmt: skip  # a row a line


def progress() -> bytes:
    """A quarter in which 1.1 is Red for an awkward reason and nobody reports on 2.1."""
    row = {"Ref": "1.1", "RAG": "Red", "RAG reason": text("reason"), "Impact": "Emerging"}
    told = ("Progress update", "Evidence", "Barriers", "Next steps")
    voice = {"Date": "14/05/2024", "Ref": "1.1", "Agency": AGENCY, "Children involved": 12}
    said = ("Theme", "Method", "What children said", "What changed as a result", "Heard by")
    course = {"Course": text("Course"), "Agency": AGENCY, "Ref": "1.1", "Places attended": 9}
    return return_workbook(
        QUARTER,
        Progress=[row | {name: text(name) for name in told}],
        Voice=[voice | {name: text(name) for name in said}],
        Training=[course | {"Responses": 9, "Confident before": 1, "Confident after": 8}],
    )


def awkward_store(folder: Path) -> Store:
    """A new store with the plan and its quarter; the uploads' own names are awkward too."""
    store = open_store(folder / "awkward.db")
    put(store, plan(), f"{AGENCY}.xlsx", "2024-04-01")
    put(store, progress(), "[l](https:x.example).xlsx", "2024-07-10")
    return store

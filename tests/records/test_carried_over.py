"""Where a store of version 1.0 reads otherwise now, `verify` says so, row by row."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.records.upkeep import look_over
from escp_data.records.uploads import reinstate, withdraw
from escp_data.store.database import Store, open_store
from tests.calls import Caller
from tests.scenarios import BU, C, I, Partnership, V, told
from tests.statements.version_one import PLAN, REPORTED, Uploads, store_of_before

Brought = tuple[str, str, dict[str, list[dict[str, Any]]]]
"""A Cover's period and agency, and rows by table."""
ACTION = PLAN[0][3]["actions"][1]
MEASURE = PLAN[0][3]["measures"][0]
QUOTE = {"voice_date": "2025-11-14", "ref": "2.1", "agency": V, "theme": "bullying",
         "what_children_said": "Listen"}  # fmt: skip  # pairs share a line
ROUND = {"review": "A review", "recommendation_number": "1", "recommendation": "Do it",
         "period": "2025-26 Q3", "rag": "Red"}  # fmt: skip  # pairs share a line


def wording(period: str, **words: object) -> Brought:
    return period, BU, {"actions": [ACTION | words]}


def update(agency: str, rag: str, **words: str) -> Brought:
    row = {"ref": "2.1", "period": "2025-26 Q3", "rag": rag}
    return "2025-26 Q3", agency, {"progress": [row | words]}


def quote(**children: object) -> Brought:
    return "2025-26 Q3", V, {"voice": [QUOTE | children]}


def made(folder: Path, *uploads: Brought) -> Store:
    """The plan, then these, stored by 1.0 and brought up to date."""
    later: Uploads = [(f"2025-12-{n:02}", *each) for n, each in enumerate(uploads, 10)]
    return open_store(store_of_before(folder, PLAN + later))


READS: dict[str, tuple[tuple[Brought, ...], list[str]]] = {
    "nothing but the plan": ((), []),
    "in the order of their quarters": (
        (wording("2025-26 Q1", action="b"), wording("2025-26 Q3", action="c")), []),
    "a later upload of an earlier quarter": (
        (wording("2025-26 Q3", action="c"), wording("2025-26 Q1", action="b", owner_role=None)),
        ["Action 2.1 reads otherwise in 2025-26 Q3 than in version 1.0: Action and Owner role."]),
    "a correction from before the plan, which made other actions vanish": (
        (wording("2022-23 Q4", action="b"),),
        ["Action 1.1 reads otherwise in 2022-23 Q4 than in version 1.0: shown only now.",
         "Action 2.1 reads otherwise in 2023-24 Q1 than in version 1.0: Action."]),
    "due dates that were agreed in another order": (
        (wording("2025-26 Q3", revised_due_date="2026-09-30"),
         wording("2025-26 Q2", revised_due_date="2026-06-30")),
        ["Action 2.1 reads otherwise in 2025-26 Q3 than in version 1.0: due dates."]),
    "a compiled row that only says again what it said": (
        (update(BU, "Green"), update(C, "Amber", rag_reason="slow"), update(BU, "Green")),
        ["The update on 2.1 reads otherwise in 2025-26 Q3 than in version 1.0: RAG and RAG "
         "reason."]),
    "another lead from the quarter that the old one reported on": (
        (update(C, "Red", rag_reason="late"), wording("2025-26 Q3", lead_agency=I)),
        ["The update on 2.1 reads otherwise in 2025-26 Q3 than in version 1.0: RAG and RAG "
         "reason."]),
    "titles, definitions and numbers, which had one wording": (
        (("2024-25 Q1", BU, {"priorities": [{"priority": 2, "title": "Renamed"}]}),
         ("2023-24 Q3", BU, {"measures": [MEASURE | {"target": 5.0}]}),
         quote(children_involved=14),
         quote(children_involved_marker="c"),
         ("2025-26 Q3", BU, {"recommendations": [ROUND]}),
         ("2025-26 Q3", C, {"recommendations": [ROUND | {"rag": "Green"}]})),
        ["Priority 2 reads otherwise in 2023-24 Q1 to 2023-24 Q4 than in version 1.0: Title.",
         "Measure CLA reads otherwise in 2023-24 Q1 and 2023-24 Q2 than in version 1.0: Target.",
         "Voice, row 2 of upload 5, reads otherwise than in version 1.0: Children involved."]),
    "reported on before the plan began": (
        (("2022-23 Q3", BU, {"progress": [
            {"ref": "1.1", "period": "2022-23 Q3", "rag": "Green"}]}),
         wording("2023-24 Q2", action="b")), []),
}  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(("uploads", "sentences"), READS.values(), ids=READS)
def test_each_row_that_reads_otherwise_is_named(
    tmp_path: Path, uploads: tuple[Brought, ...], sentences: list[str]
) -> None:
    assert look_over(made(tmp_path, *uploads)) == ([], sentences)


def test_the_partnership_of_the_scenarios_reads_as_it_did(tmp_path: Path) -> None:
    assert look_over(open_store(store_of_before(tmp_path, PLAN + REPORTED))) == ([], [])


def test_what_comes_after_says_nothing_of_before_and_what_is_withdrawn_is_not_told(
    tmp_path: Path,
) -> None:
    [uploads, sentences] = READS["a later upload of an earlier quarter"]
    base = Partnership(made(tmp_path, *uploads))
    number = base.send(BU, "2025-26 Q2", Actions=[{"Ref": "2.1", "Priority": 2, "Action": "d"}])
    base.send(C, "2025-26 Q3", Progress=[told("Green")])
    assert (number, look_over(base.store)) == (4, ([], sentences))
    withdraw(base.store, 3, "wrong", "x")
    assert look_over(base.store) == ([], [])
    reinstate(base.store, 3, "right", "x")
    assert look_over(base.store) == ([], sentences)


def test_a_store_that_was_never_of_version_one_has_nothing_to_compare(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    base.send(BU, "Q3", Priorities=[{"Priority": 2, "Title": "Renamed"}])
    assert look_over(base.store) == ([], [])


def test_verify_says_it_as_a_note_and_the_file_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = made(tmp_path, *READS["a later upload of an earlier quarter"][0])
    said = Caller(capsys)("verify", "--db", store.path)
    assert (said.code, said.out.splitlines()[:-1]) == (0, [
        "The dashboard's file is whole.",
        "Note: Action 2.1 reads otherwise in 2025-26 Q3 than in version 1.0: Action and Owner "
        "role.",
    ])  # fmt: skip  # a list in few lines

"""Workbooks in the present folder."""

from pathlib import Path

from tests.stores import progress, return_workbook

WRONG = [{"Ref": "1.1", "RAG": "Ambr"}]


def workbook_file(name: str, content: bytes) -> str:
    """Write a workbook; gives its name."""
    Path(name).write_bytes(content)
    return name


def q3(name: str = "q3.xlsx", rag: str = "Green") -> str:
    """A return for the next quarter, in which only this RAG of 2.1 matters."""
    return workbook_file(name, return_workbook("2024-25 Q3", Progress=[progress("2.1", rag)]))

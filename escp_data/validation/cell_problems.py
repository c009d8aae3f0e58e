"""What is wrong with one cell, as a sentence that says how to put it right."""

from escp_data.contract import Column
from escp_data.text.wording import written


class CellProblem(ValueError):
    """What is wrong with one cell: `code` is its rule, `str()` the sentence without the place."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code

    def alone(self) -> "CellProblem":
        """The same to be kept: one that was raised holds on to every frame it came through."""
        return CellProblem(self.code, str(self))


def must_be(code: str, column: Column, what: str, *said: str) -> CellProblem:
    """`RAG must be …`, and what is there."""
    return CellProblem(code, " ".join([f"{column.name} must be {what}.", *filter(None, said)]))


def or_blank(column: Column) -> str:
    """That a cell may be left blank, where it may."""
    return "" if column.required else "Leave it blank where there is nothing to say."


def one_line(value: object) -> str:
    """What a cell says, on one line."""
    return " ".join(written(value).split())

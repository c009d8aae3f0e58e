"""What can go wrong that a person caused or can put right.

EscpError                every message is one plain sentence, fit to show as it is
├── CannotRead           a file, folder or store that cannot be opened or written
├── WorkbookRefused      a file that is no workbook of ours, or not safe to open (has a code)
├── GivesAway            an upload with which somebody could work out a hidden count of children
├── NotFound             an upload, quarter, measure or action that is not in the store
└── NotAllowed           this person may not do this

Problems *inside* a workbook are no exceptions: they are collected, all of them, as
`escp_data.model.Problem`.
"""


class EscpError(Exception):
    """Something a person can put right; `str()` of it is one plain sentence."""


class CannotRead(EscpError):
    """A path, folder or store that cannot be opened, read or written."""


class WorkbookRefused(EscpError):
    """A file that is not opened at all. `code` names the rule in the catalogue."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class GivesAway(EscpError):
    """An upload that was not stored: a hidden count could be worked out from what it adds.

    `sums` says which, one each, and to whom; the numbers themselves are in no sentence.
    """

    def __init__(self, sentence: str, sums: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.sums = sums


class NotFound(EscpError):
    """Something asked for by name or number that the store does not hold."""


class NotAllowed(EscpError):
    """Something this person's role does not permit."""

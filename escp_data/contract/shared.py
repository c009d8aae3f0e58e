"""Columns that several sheets have."""

from escp_data.contract.shapes import RAG, Column


# Columns are set as in a table, a line or two each, and not one argument a line.
# fmt: off
def ref_column(help_: str, *, required: bool = False, key: bool = False) -> Column:
    """The ref of an action."""
    return Column("Ref", "ref", help_, required, key, example="1.1", width=8, fills_down=True,
                  also=("Reference", "Action ref", "Action reference", "Ref no", "Action no", "No"))


def period_column(help_: str = "The quarter, as 2025-26 Q3. Blank: the period on the Cover.") -> Column:
    """A row's own period."""
    return Column("Period", "period", help_, True, True, example="2025-26 Q3", width=14,
                  also=("Quarter", "Reporting period", "Time period", "Qtr"), fills_down=True)


def agency_column(help_: str, *, required: bool = False, key: bool = True) -> Column:
    """A row's own agency."""
    return Column("Agency", "agency", help_, required, key, example="Metropolitan Police", width=24,
                  also=("Organisation name", "Partner", "Partner agency", "Supplied by"), fills_down=True)


def rag_column(help_: str) -> Column:
    """A RAG, as a person judged it."""
    return Column("RAG", "choice", help_, True, choices=RAG, width=12, example="Amber",
                  also=("RAG status", "RAG rating", "Status", "BRAG"))


def plan_column(help_: str = "The plan it is of. Blank: worked out.", *, key: bool = False) -> Column:
    """The plan that a row is of."""
    return Column("Plan", "plan", help_, key=key, example="2023-26", width=12,
                  also=("Business plan",), fills_down=True)
# fmt: on

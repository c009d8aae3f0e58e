"""Ethnic groups: every code and label of the DfE, the ONS, the NHS and the police.

The same category has one name here, whoever supplied it: DfE WBRI, ONS 13, NHS A and police W1
are all "White British". Detail is kept; `broad_group` gives the group that figures are made for.
Chinese is Asian, as the DfE and the ONS (2021) have it.

Sources: DfE ethnicity codes (school census, looked-after return, children in need census), ONS
Census 2021 (19 categories), NHS data dictionary (16+1), police self-defined ethnicity (18+1).
"""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["DfE", "ONS", "NHS", "police", "broad"]

BROAD_GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
"""The five groups in the order they are shown: alphabetical, Other last. Unknown is apart."""

UNKNOWN = "Unknown"


@dataclass(frozen=True)
class Group:
    """A category as a cell named it. `label` is our one name for it; `broad` its broad group.

    `code` is the code of the scheme; for a label that several schemes share, the first of
    DfE, ONS, NHS, police. A broad group has the scheme `broad` and its own name as the code.
    """

    scheme: Scheme
    code: str
    label: str
    broad: str


def parse_group(value: object) -> Group:
    """The group for a code or label in any scheme, case, spaces and punctuation aside.

    A bare number is an ONS code (1 to 19), or 99, the NHS's Not known. Letters alone are the
    NHS's: A is White British, never Asian. Raises ValueError, also for Total and All.
    """
    raise NotImplementedError


def broad_group(label: str) -> str:
    """The broad group, or Unknown, of a stored label; a KeyError for any other text.

    Unknown has details too (Refused, Not stated, …): suppliers return them side by side.
    """
    raise NotImplementedError

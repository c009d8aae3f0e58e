"""Each paper made once a session, from the sample store, for tests that only read it."""

from pathlib import Path

import pytest

from escp_data.papers.annual import annual_report, year_view
from escp_data.papers.answers import Answers
from escp_data.papers.inspection import inspection_pack
from escp_data.papers.quarterly import quarterly_paper
from escp_data.plan.actions import View
from escp_data.store.database import Store
from escp_data.text.periods import parse_period

QUARTER = parse_period("2025-26 Q3")
VIEW = View(QUARTER, QUARTER.shifted(-1), None, "2023-26")


@pytest.fixture(scope="session")
def sample(sample_store: Path) -> Store:
    return Store(sample_store)


@pytest.fixture(scope="session")
def answers(sample: Store) -> Answers:
    """The store's answers for the quarter, asked apart from any paper."""
    return Answers(sample, VIEW)


@pytest.fixture(scope="session")
def quarterly(sample: Store) -> bytes:
    return quarterly_paper(sample, VIEW)


@pytest.fixture(scope="session")
def annual(sample: Store) -> bytes:
    return annual_report(sample, year_view(VIEW))


@pytest.fixture(scope="session")
def inspection(sample: Store) -> bytes:
    return inspection_pack(sample, VIEW)

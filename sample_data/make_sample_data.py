"""Makes the sample workbooks beside it: `python -m sample_data.make_sample_data`.

The plan and twelve quarterly returns (the last is left for the newcomer to upload), an illustrative
next plan and its first two returns, one with mistakes and one untidy tracker. The same script makes
the same bytes.
"""

import argparse
import sys
from datetime import date, datetime, time
from pathlib import Path

if not __package__:  # run by path: the packages are one folder up
    sys.path.insert(0, str(Path(__file__).parent.parent))

from openpyxl import Workbook

from escp_data.text.periods import parse_period
from sample_data import figures, groups, story
from sample_data.binding import make_workbook, save
from sample_data.mistakes import make_mistakes
from sample_data.tracker import make_tracker

HERE = Path(__file__).parent
PLANNED = date(2023, 4, 21)
NEXT_PLANNED = date(2026, 4, 21)
COMPLETED = {
    "2023-24 Q1": date(2023, 7, 14), "2023-24 Q2": date(2023, 10, 13),
    "2023-24 Q3": date(2024, 1, 15), "2023-24 Q4": date(2024, 4, 16),
    "2024-25 Q1": date(2024, 7, 15), "2024-25 Q2": date(2024, 10, 14),
    "2024-25 Q3": date(2025, 1, 14), "2024-25 Q4": date(2025, 4, 15),
    "2025-26 Q1": date(2025, 7, 14), "2025-26 Q2": date(2025, 10, 14),
    "2025-26 Q3": date(2026, 1, 14), "2025-26 Q4": date(2026, 4, 14),
    "2026-27 Q1": date(2026, 7, 14), "2026-27 Q2": date(2026, 10, 14),
}  # fmt: skip  # a row a line


def make_all(folder: Path = HERE) -> list[Path]:
    """Write every sample workbook into a folder."""
    return [
        make_plan(folder),
        make_next_plan(folder),
        *(make_return(quarter, folder) for quarter in COMPLETED),
        _saved(make_mistakes(), folder / "with_mistakes.xlsx", date(2026, 4, 13)),
        _saved(make_tracker(), folder / "untidy_tracker.xlsx", date(2026, 1, 14)),
    ]


def make_plan(folder: Path) -> Path:
    """The plan workbook; its Population holds later years too, so that one file has them all."""
    sheets = {
        "Agencies": story.agencies(),
        **story.plan("plan"),
        "Measures": story.measures(),
        "Population": figures.populations(),
    }
    book = make_workbook("2023-24 Q1", PLANNED, sheets, "Business Plan 2023 to 2026: the plan")
    return _saved(book, folder / "plan.xlsx", PLANNED)


def make_next_plan(folder: Path) -> Path:
    """The plan after it, agreed in the first plan's last quarter. It is not the real one."""
    titles = {
        "Plans": "ILLUSTRATIVE: not the partnership's real plan, which is not known here",
        "Priorities": "ILLUSTRATIVE: priorities such as a partnership might choose in 2026",
        "Actions": "ILLUSTRATIVE: every action, lead, group, role and date is invented",
    }
    about = "ILLUSTRATIVE: a Business Plan 2026 to 2029, made up to follow the first"
    sheets = story.plan("plan-2026-29")
    book = make_workbook("2025-26 Q4", NEXT_PLANNED, sheets, about, titles)
    return _saved(book, folder / "plan_2026-29.xlsx", NEXT_PLANNED)


def make_return(quarter: str, folder: Path) -> Path:
    """One quarter's return, as the business unit compiled it from every agency's."""
    sheets = {
        "Actions": story.changed_actions(quarter),
        "Progress": story.progress(quarter),
        "Measure values": figures.measure_values(quarter),
        "Ethnicity counts": figures.ethnicity_counts(quarter),
        "Benchmarks": figures.benchmarks(quarter),
        "Voice": story.voice(quarter),
        "Training": story.training(quarter),
        "Audits": story.audits(quarter),
        "Recommendations": story.recommendations(quarter),
        "Events": story.events(quarter),
        "Meetings": groups.meetings(quarter),
        "Challenges": groups.challenges(quarter),
        "Practice audits": groups.practice_audits(quarter),
    }
    about = f"Quarterly return, {parse_period(quarter).words}"
    book = make_workbook(quarter, COMPLETED[quarter], sheets, about)
    return _saved(book, folder / f"{quarter.replace(' ', '_')}.xlsx", COMPLETED[quarter])


def _saved(book: Workbook, path: Path, day: date) -> Path:
    save(book, path, datetime.combine(day, time(9)))
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    for made in make_all(parser.parse_args().folder):
        print(made.name)

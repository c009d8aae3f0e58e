"""The version stands in one place, and in everything that goes out."""

import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from escp_data import MAKER, __version__
from escp_data.commands.command_line import main
from escp_data.returns.annotate import annotate
from escp_data.returns.template import template
from tests.app import texts
from tests.stores import plan_workbook

HOME = Path(__file__).parents[1]


def test_the_project_file_has_the_same_version() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


def test_the_command_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"{MAKER}\n")


def test_about_says_it(open_page: Callable[..., AppTest]) -> None:
    assert f"{MAKER}." in texts(open_page("about"))


@pytest.mark.parametrize("make", [template, lambda: annotate(plan_workbook(), [])])
def test_workbooks_that_go_out_say_it(make: Callable[[], bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(make()))
    assert book.properties.lastModifiedBy == MAKER

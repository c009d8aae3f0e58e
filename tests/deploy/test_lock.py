"""`requirements.lock` holds what is asked for, in the versions that all tests passed with."""

import re
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.make_licences import needed

HOME = Path(__file__).parents[2]
PYTHONS, SYSTEMS = ("3.11", "3.12", "3.13"), ("linux", "win32", "darwin")
WHERE = [
    default_environment()
    | {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": system}
    for python in PYTHONS
    for system in SYSTEMS
]
WITH_PYTHON = {"pip"}
"""What each new environment brings, and the lock leaves as it is."""


def named(file: str) -> list[Requirement]:
    """Every requirement that a file has a line for."""
    lines = (HOME / file).read_text("utf-8").splitlines()
    said = [line.removesuffix("\\").partition("#")[0].strip() for line in lines]
    return [Requirement(each) for each in said if each and not each.startswith("-")]


def versions(file: str, where: dict[str, str]) -> dict[str, str]:
    """By package: what one computer gets."""
    return {
        canonicalize_name(each.name): str(each.specifier)
        for each in named(file)
        if each.marker is None or each.marker.evaluate(where)
    }


def one_computer(where: dict[str, str]) -> str:
    return f"{where['python_version']} on {where['sys_platform']}"


@pytest.mark.parametrize("where", WHERE, ids=one_computer)
def test_it_has_the_versions_that_all_tests_passed_with(where: dict[str, str]) -> None:
    locked, tested = versions("requirements.lock", where), versions("constraints.txt", where)
    assert locked == {name: tested.get(name) for name in locked}
    assert set(versions("requirements.txt", where)) <= set(locked)


def test_it_has_all_that_is_installed_to_run_the_dashboard() -> None:
    where = {name: str(value) for name, value in default_environment().items()}
    assert set(needed()) - WITH_PYTHON <= set(versions("requirements.lock", where))


def test_every_package_has_the_hash_of_each_of_its_files() -> None:
    blocks = re.split(r"\n(?=\w)", (HOME / "requirements.lock").read_text("utf-8"))[1:]
    hashes = [len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", each)) for each in blocks]
    assert len(hashes) == len(named("requirements.lock"))
    assert min(hashes) >= 1


def test_no_address_of_an_index_is_in_it() -> None:
    assert "://" not in (HOME / "requirements.lock").read_text("utf-8")


def test_every_licence_is_listed() -> None:
    page = (HOME / "docs" / "licences.md").read_text("utf-8")
    listed = re.findall(r"^\| ([a-z0-9-]+) \| ", page, re.MULTILINE)
    assert set(listed) - {"package"} == set(needed())

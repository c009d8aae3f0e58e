"""No test leaves the interpreter otherwise than it found it: seen on tests that try."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

LEAVES = {
    "the folder": "import os; os.chdir('..')",
    "the environment": "import os; os.environ['ESCP_DB'] = 'left.db'",
    "the path": "import sys; sys.path.insert(0, 'left')",
    "the warnings": "import warnings; warnings.simplefilter('ignore')",
    "a thread": "import threading; e = threading.Event(); "
    "threading.Thread(target=e.wait, args=(8,), name='left').start()",
}


@pytest.fixture(autouse=True)
def with_our_fixture(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    pytester.makeconftest("from tests.conftest import interpreter_as_found")


@pytest.mark.parametrize("left", LEAVES.values(), ids=LEAVES)
def test_what_a_test_leaves_fails_it(pytester: pytest.Pytester, left: str) -> None:
    pytester.makepyfile(f"def test_leaves():\n    {left}\n")
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:xdist")
    result.assert_outcomes(passed=1, errors=1)


def test_a_script_that_took_the_place_of_main_is_put_back(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import sys, types\n"
        "def test_a_leaves():\n    sys.modules['__main__'] = types.ModuleType('__main__')\n"
        "def test_b_finds():\n    assert hasattr(sys.modules['__main__'], '__file__')\n"
    )
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:xdist")
    result.assert_outcomes(passed=2)

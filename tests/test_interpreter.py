"""No test leaves the interpreter otherwise than it found it: seen on tests that try."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

LEAVES = {
    "folder": "import os; os.chdir('..')",
    "environment": "import os; os.environ['ESCP_DB'] = 'left.db'",
    "path": "import sys; sys.path.insert(0, 'left')",
    "filters": "import warnings; warnings.simplefilter('ignore')",
    "threads": "import threading; "
    "threading.Thread(target=threading.Event().wait, args=(4,), name='left').start()",
}
"""By the field of `conftest.Interpreter` that tells."""
NO_MORE = ("-p", "no:randomly", "-p", "no:xdist")


@pytest.fixture(autouse=True)
def with_our_fixture(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    pytester.makeconftest("from tests.conftest import interpreter_as_found")


def test_what_a_test_leaves_fails_it_and_no_other(pytester: pytest.Pytester) -> None:
    tests = [f"def test_{name}():\n    {left}\n" for name, left in LEAVES.items()]
    pytester.makepyfile("\n".join([*tests, "def test_nothing():\n    pass\n"]))
    result = pytester.runpytest_subprocess(*NO_MORE)
    result.assert_outcomes(passed=6, errors=5)
    said = result.stdout.str()
    for name in LEAVES:
        assert f"ERROR at teardown of test_{name}" in said
        assert f"'{name}'" in said


def test_a_script_that_took_the_place_of_main_is_put_back(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import sys, types\n"
        "def test_a_leaves():\n    sys.modules['__main__'] = types.ModuleType('__main__')\n"
        "def test_b_finds():\n    assert hasattr(sys.modules['__main__'], '__file__')\n"
    )
    pytester.runpytest_subprocess(*NO_MORE).assert_outcomes(passed=2)

"""Identifiers made up for the tests: NHS numbers of the 999 test range, UPNs of no school."""

from hypothesis import strategies as st

from escp_data.validation.guard import looks_like_child_record

NHS = "999 000 0018"
UPN = "B801200005001"
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """Ten digits of the test range, with their check digit."""
    nine = "999" + draw(st.from_regex(r"\A[0-9]{6}\Z"))
    total = sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True))
    check = -total % 11
    return nine + str(check) if check < 10 else "9990000018"


@st.composite
def upns(draw: st.DrawFn) -> str:
    """A check letter and 12 digits, or 11 and a letter for a temporary one."""
    rest = draw(st.from_regex(rf"\A[0-9]{{11}}[0-9{LETTERS}]\Z"))
    values = [int(char) if char.isdigit() else LETTERS.index(char) for char in rest]
    return LETTERS[sum(v * w for v, w in zip(values, range(2, 14), strict=True)) % 23] + rest


def codes(value: object) -> list[str]:
    """The codes the guard gives for one cell under a plain heading."""
    return [problem.code for problem in looks_like_child_record("S", [["Note"], [value]])]

"""The catalogue, whole: every rule by its code, family by family."""

from escp_data.rule import CATALOGUE, FAMILIES, Rule
from escp_data.validation import checks  # noqa: F401 - it imports every module with a rule


def _place(rule: Rule) -> tuple[int, str]:
    return list(FAMILIES).index(rule.code[0]), rule.code


RULES: dict[str, Rule] = {rule.code: rule for rule in sorted(CATALOGUE.values(), key=_place)}

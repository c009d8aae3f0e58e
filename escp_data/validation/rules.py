"""The catalogue, whole: every rule by its code, family by family."""

from escp_data.excel import archive, workbook
from escp_data.rule import CATALOGUE, FAMILIES, Rule
from escp_data.validation import (
    agencies,
    beside,
    cells,
    checks,
    columns,
    crosschecks,
    dates,
    free_text,
    guard,
    headings,
    plans,
    plausibility,
    plausible_changes,
    plausible_evidence,
    plausible_figures,
    plausible_groups,
    plausible_plan,
    references,
    spelled,
    tables,
)

HOLDERS = (
    archive,
    workbook,
    guard,
    headings,
    tables,
    cells,
    dates,
    columns,
    agencies,
    checks,
    crosschecks,
    plausibility,
    plausible_changes,
    plausible_evidence,
    plausible_figures,
    plausible_groups,
    plausible_plan,
    free_text,
    beside,
    plans,
    references,
    spelled,
)
"""The modules whose functions are rules: imported, they have put them into the catalogue."""


def _place(rule: Rule) -> tuple[int, str]:
    return list(FAMILIES).index(rule.code[0]), rule.code


RULES: dict[str, Rule] = {rule.code: rule for rule in sorted(CATALOGUE.values(), key=_place)}

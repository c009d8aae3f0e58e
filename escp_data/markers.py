"""How a number that is not shown is written, everywhere: on screens, in files, papers and logs."""

SUPPRESSED = "[c]"
"""A small count of children, or a number that would give one away."""
MISSING = "[x]"
NOT_APPLICABLE = "[z]"
MARKS = {"c": SUPPRESSED, "x": MISSING, "z": NOT_APPLICABLE}
"""The marks by the letters that workbooks and the store hold."""

THRESHOLD = 5
"""Counts of children from 1 to this are never shown; a setting."""
MINIMUM_POPULATION = 100
"""No rate is shown where the population is under this."""

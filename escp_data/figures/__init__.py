"""Figures by ethnic group: suppressed counts in; ratios, verdicts, charts and files out."""

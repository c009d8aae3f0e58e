"""The dashboard's data: everything that is not a screen."""

__version__ = "0.2.0"

MAKER = f"ESCP dashboard {__version__}"
"""Stands in every file that goes out."""

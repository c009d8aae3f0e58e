"""The dashboard's data: everything that is not a screen."""

import os

# lxml comes with python-docx, and openpyxl would use it wherever it finds it: another parser than
# the guarded one that the checks were tried with, and other bytes in every file that goes out.
os.environ.setdefault("OPENPYXL_LXML", "False")

__version__ = "0.2.0"

MAKER = f"ESCP dashboard {__version__}"
"""Stands in every file that goes out."""

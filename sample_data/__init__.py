"""Sample workbooks, and what makes them."""

import escp_data  # noqa: F401 - it says which parser openpyxl takes, before anything imports that

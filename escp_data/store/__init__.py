"""One SQLite file that is only ever added to; it knows no workbook."""

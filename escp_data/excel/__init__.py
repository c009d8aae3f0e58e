"""Workbooks: what may safely be opened, as grids of values; and what we write into cells."""

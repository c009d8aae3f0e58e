"""Fuzzing: thousands of damaged and odd workbooks through the whole way a file takes.

`python -m tests.fuzzing --files 5000` prints what came of them; see `__main__`.
"""

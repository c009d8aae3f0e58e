"""Workbooks and words that go out to agencies."""

"""Seeded faults: is there a test that notices? Run by hand, `python -m tests.mutation`."""

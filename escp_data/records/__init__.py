"""Uploads as they come and go: stored, compared, withdrawn, kept whole."""

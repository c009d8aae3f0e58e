"""The meeting: what goes on the wall in the agenda's order, and what is recorded meanwhile."""

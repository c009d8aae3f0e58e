"""The questions about priorities, actions and returns."""

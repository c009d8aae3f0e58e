"""Who may do what, and what only some may see."""

"""Files of what a screen shows."""

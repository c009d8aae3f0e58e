"""Text as people type it and as we write it back: spaces, days, periods, ethnic groups, wording."""

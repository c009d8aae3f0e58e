"""An agency's own spreadsheet: found, proposed, corrected, understood, converted."""

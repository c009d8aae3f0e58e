"""What rows of uploads say, read as a whole: of which plan, of which time, and who says it."""

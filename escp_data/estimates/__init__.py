"""Rates and ratios with their intervals: numbers in, numbers out."""

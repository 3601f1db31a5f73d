"""Cement that spreads from the needles' tips."""

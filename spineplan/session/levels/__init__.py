"""Levels and outlines of the open patient: found, corrected, painted, taken from files."""

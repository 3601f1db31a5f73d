"""Outlines and levels corrected by hand."""

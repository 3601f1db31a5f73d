"""The Plan stage."""

"""The Decide stage."""

"""The Levels stage."""

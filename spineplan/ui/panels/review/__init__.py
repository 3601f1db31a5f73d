"""The Review stage."""

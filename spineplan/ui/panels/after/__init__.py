"""The After stage."""

"""The Study stage."""

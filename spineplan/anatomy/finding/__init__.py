"""Canal, discs and names of a spine, with no click."""

"""The 3-D pane."""

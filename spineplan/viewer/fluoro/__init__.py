"""The virtual C-arm's pane."""

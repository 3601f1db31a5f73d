"""The straightened spine's panes."""

"""Pictures as arrays, without a window."""

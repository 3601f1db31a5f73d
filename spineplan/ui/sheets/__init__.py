"""What covers the window for a moment."""

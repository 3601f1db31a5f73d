"""What is drawn over a slice."""

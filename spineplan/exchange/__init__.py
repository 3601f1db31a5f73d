"""What leaves or enters the building."""

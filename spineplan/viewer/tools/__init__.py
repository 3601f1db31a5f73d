"""What the pointer does in a slice: mark, outline, measure."""

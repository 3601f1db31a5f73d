"""Label maps made elsewhere: read, their numbering recognised."""

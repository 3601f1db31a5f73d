"""Every candidate needle measured, the best proposed with reasons."""

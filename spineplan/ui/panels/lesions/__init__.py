"""The Lesions stage."""

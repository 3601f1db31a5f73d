"""Arrays with a place in the patient."""

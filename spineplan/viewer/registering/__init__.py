"""Images of another frame of reference beside the plan's: paired, shown over them, told apart."""

"""Study: images of another frame of reference registered to the plan's."""

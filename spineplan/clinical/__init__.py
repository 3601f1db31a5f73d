"""Catalogues, rules and the checklist: pure functions of typed inputs, every number with its source."""

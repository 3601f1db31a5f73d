"""Proposals: approaches, the safety field, needles searched and measured."""

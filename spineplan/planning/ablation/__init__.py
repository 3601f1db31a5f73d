"""Ablation zones: where they reach and what they endanger."""

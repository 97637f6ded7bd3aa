"""Findings from prose: the five kinds, each from the sentences that print it."""

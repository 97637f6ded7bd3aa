"""Findings from tables: what a table is, what its columns hold, whom each cell speaks of."""

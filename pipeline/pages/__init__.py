"""Findings -> pages that open from disk: the picture of each printed page, its findings boxed, a link for each."""

"""Checks that a finding can fail: each named and explained; a failed one flags the row and lowers its confidence."""

"""Drafts in agreed terms: codes, times in days, courses completed; what is printed stays beside what is computed."""

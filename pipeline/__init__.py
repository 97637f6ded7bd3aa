"""Oncology papers in, one evidence table out: see `pipeline.stages` for the way of the data."""

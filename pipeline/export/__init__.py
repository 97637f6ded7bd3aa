"""Findings -> files: CSV, JSON Lines, Parquet, DuckDB, XLSX, contrasts, entities, documents and the data dictionary."""

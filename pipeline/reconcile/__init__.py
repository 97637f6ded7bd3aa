"""Findings of many papers -> one table of studies, and the ledger of what papers say differently about one study."""

"""The stages over many documents: ledger, cache, worker processes, and the tables made from what they left."""

"""How right the evidence table is, measured against gold that people curated. Shares no code with the extractors."""

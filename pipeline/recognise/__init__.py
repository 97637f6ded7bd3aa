"""Documents to mentions: regex grammars, vocabularies and the trained model; only typed spans leave."""

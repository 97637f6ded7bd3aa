"""The nouns of the pipeline: frozen values that check themselves; standard library only."""

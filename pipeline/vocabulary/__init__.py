"""The vocabularies of configs/vocabulary/*.csv: look-up tables, how their words are spelled, and their linter."""

from pipeline.vocabulary.spelling import folded
from pipeline.vocabulary.tables import Entry, Vocabulary, config_root, configured, load, once_a_folder, read

__all__ = ["Entry", "Vocabulary", "config_root", "configured", "folded", "load", "once_a_folder", "read"]

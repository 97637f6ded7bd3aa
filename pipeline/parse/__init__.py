"""Source -> Document: PDF, JATS and plain text are read into one model."""

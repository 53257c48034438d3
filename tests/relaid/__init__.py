"""One table in forty layouts: what a reader has to read alike."""

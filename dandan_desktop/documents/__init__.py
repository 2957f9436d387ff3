"""Papers: records in, Word and Excel files out."""

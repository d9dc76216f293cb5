"""The catalogue as files: reading, checking, loading."""

"""Files are rendered, signatures given, an edition frozen in one transaction."""

"""What a chart shows, and how it is drawn for page and PDF. It must not know whose numbers they
are."""

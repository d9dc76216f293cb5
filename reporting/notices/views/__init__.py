"""One's own notices, and how one wants to be told."""

"""Who sits in a committee and its groups, with dates, and who signs on whose behalf."""

"""The steps of a report, each with its history and audit row, and the comments."""

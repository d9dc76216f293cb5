"""The page of a report and the answers to its autosave."""

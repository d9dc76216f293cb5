"""The workspace in which an edition is written."""

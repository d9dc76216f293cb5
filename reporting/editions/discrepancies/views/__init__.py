"""The workspace in which discrepancies are resolved."""

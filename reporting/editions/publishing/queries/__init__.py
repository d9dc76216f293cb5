"""What stands in the way of publication, who signed which state, and what differs."""

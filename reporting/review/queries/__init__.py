"""What waits to be read, what stands beside a report, what was said of it."""

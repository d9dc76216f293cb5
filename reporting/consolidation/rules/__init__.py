"""A figure worked out once more without SQL: plain Python."""

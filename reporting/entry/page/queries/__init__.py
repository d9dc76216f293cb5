"""What a report consists of, what it says, and what the checks ask of it."""

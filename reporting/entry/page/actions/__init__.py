"""What a reporter writes: a report is begun, filled, saved, and its next revision begun."""

"""What is read of an evaluation."""

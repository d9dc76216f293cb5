"""What is done with an evaluation."""

"""Plain rules of an evaluation."""

"""What is found, in the scope of whoever asks."""

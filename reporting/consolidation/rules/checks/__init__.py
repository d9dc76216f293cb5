"""What looks wrong in a consolidated period or in a sentence, with threshold and reason: plain
Python."""

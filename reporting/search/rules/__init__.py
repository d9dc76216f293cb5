"""How a question is understood, and how near an answer is to it."""

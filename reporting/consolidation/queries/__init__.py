"""The one statement that adds up, the figures it leaves, and the way back from each."""

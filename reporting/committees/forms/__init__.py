"""What is typed and sent on the pages of committees."""

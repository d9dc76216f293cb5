"""The pages of comments, signatures, publication and comparison."""

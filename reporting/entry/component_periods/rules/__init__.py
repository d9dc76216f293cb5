"""What the shorter reports add up to, and where a longer one differs: plain Python."""

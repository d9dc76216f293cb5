"""The pages of the year, the plan, the explorer, and of a job at work."""

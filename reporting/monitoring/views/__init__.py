"""The pages of the year, of the plan, of the explorer and of a job at work; and their files."""

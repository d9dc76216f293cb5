"""The pages of a report, of its files and of its traces."""

"""The pages of people and of units."""

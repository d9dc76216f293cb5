"""Catalogue, plan and titles of activities are stored from files, all of it or nothing; cells
and totals follow."""

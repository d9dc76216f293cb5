"""The year while it runs: completeness, the plan's progress, the explorer. It must not know
people's accounts and the first pages."""

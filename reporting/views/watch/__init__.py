"""Pages that watch the year: completeness, progress of the plan, the explorer."""

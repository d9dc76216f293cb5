"""What the checks found is explained or corrected at its source, and what an edition prints of
it. It must not change a figure: only a unit's report does."""

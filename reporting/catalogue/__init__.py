"""The catalogue of data sets and the plan: loaded from YAML, kept in the administration. It must
not know what was reported."""

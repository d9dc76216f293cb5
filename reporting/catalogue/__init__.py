"""The catalogue of data sets and the plan: loaded from YAML, kept in the administration. It must
not know how a report is filled, and of its values only whether there are any."""

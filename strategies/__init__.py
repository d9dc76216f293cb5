"""The tables of the plan and of the catalogue of data sets: models and migrations, nothing else.
They are read, loaded and administered in `reporting/catalogue`."""

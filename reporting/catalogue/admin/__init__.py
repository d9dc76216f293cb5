"""The administration's pages for tables, rules, computed cells, data sets and activities."""

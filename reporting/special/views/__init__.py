"""The pages of the special reports: the list, opening one, answering a day, the running table."""

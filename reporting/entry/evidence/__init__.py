"""Files that a unit attaches to its report, a table or a row: what they are is looked at before
they are kept, and they are signed with the report. It must not know what is said of them."""

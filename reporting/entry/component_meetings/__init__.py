"""The counts of meetings, workshops and coordination in a report, from the records of the meetings
that the unit keeps here: then they are counted, and nobody types them."""

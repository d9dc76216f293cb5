"""Special reports: in a crisis the Secretariat asks some units a few numbers each day. They are
shown beside the months and compared with them. It must not know how figures are added up."""

"""Workbooks in which the General Secretariat fills titles and Khmer labels."""

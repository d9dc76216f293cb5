"""What the General Secretariat sends about Khmer labels, from the page or as a workbook."""

"""A report as a workbook and back: a signed stamp says which cell is which. It must not know
better than the page what is right: the page's reader decides."""

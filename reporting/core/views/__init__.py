"""What every page is made of: who asks and whether they may, blocks of a document, downloads."""

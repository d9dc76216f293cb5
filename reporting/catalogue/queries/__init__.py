"""The Khmer labels of the data, each with where it stands, and the glossary."""

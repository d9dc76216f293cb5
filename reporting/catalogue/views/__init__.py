"""Khmer labels and the glossary, as the General Secretariat reads, corrects and confirms them."""

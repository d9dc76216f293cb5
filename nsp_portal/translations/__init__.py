"""The portal's words in Khmer: renewed from the source, checked, and compiled for gettext."""

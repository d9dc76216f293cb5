"""The document as PDF. It sets what the document says and adds nothing to it."""

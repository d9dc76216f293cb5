"""An edition is rendered, commented on, signed, published and compared; what is published never
changes. It must not change a passage."""

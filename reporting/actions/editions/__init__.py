"""The national report: begun, written, defended, published."""

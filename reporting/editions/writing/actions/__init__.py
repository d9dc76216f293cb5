"""An edition is begun, its passages written, arranged, linked; no version is ever lost."""

"""The register of promises: each has a number for ever, who answers for it and until when, and what
became of it, told in reports or in the register itself."""

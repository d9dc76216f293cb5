"""Numbers that come in bulk: past values from a CSV, the transcribed report of 2020. It must not
know a way around the steps that everybody takes."""

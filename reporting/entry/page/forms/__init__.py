"""What came from the page of a report, read strictly: inputs, values, rows, explanations."""

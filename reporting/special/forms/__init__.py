"""What people type: the questions of a special report, and the numbers of a day."""

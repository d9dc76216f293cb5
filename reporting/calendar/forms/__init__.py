"""What people type about the calendar: deadlines, days off, requests for more time."""

"""What a report's own tables say is wrong or odd, and how far an activity is: plain Python."""

"""What a province's report says, and which reports there are."""

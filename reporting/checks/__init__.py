"""What numbers say of themselves and of each other, without a print to compare with: the rules that
ask the officer at entry, the reviewer, and the consolidated period."""

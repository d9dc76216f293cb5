"""The pages of the review: the inbox, a report beside its peers, comments, steps."""

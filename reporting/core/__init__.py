"""What every page and every action needs: the audit trail, jobs, locks, repeated posts, base
views, the menu, workbooks opened under limits. It must not know any room above it."""

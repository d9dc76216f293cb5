"""The first pages, a function a role."""

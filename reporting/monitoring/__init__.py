"""The year at a glance: which reports came, how far the plan is, and the explorer of any table. It
must not know people's accounts and the first pages."""

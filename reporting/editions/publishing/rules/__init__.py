"""When a signature holds, what a manifest names, how two editions differ: plain Python."""

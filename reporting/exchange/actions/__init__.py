"""Past years and the transcribed edition are loaded: all of it or nothing."""

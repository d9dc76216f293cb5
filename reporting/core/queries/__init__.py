"""What every room asks: years, words for periods, tables as the kernel sees them."""

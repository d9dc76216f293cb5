"""An invented year: sizes, contents, mistakes in known numbers, rounds of each report."""

"""Reports are read, downloaded and traced back from print. It must not change what is read."""

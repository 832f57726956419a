"""One file per command of kit."""

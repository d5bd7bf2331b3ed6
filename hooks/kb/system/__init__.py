"""What we ask of the operating system: files written whole, its refusals, other processes."""

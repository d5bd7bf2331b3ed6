"""Files written whole, the system's refusals, other processes, and what other libraries log."""

"""What the fields of the model may hold, how they are marked, and what is said of a wrong one."""

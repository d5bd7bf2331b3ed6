"""The files of docs/: which there are, what each holds, and what of one that cannot be read."""

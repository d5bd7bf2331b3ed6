"""Rules about what we write: which words, how long, what is not published."""

"""Rules about slips of markup: what an editor meant, and a page would show otherwise."""

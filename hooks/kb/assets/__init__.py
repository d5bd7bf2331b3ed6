"""What a browser loads with a page: which styles and scripts, joined, and under which names."""

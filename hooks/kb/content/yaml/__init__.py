"""From the bytes of a file to values with line numbers: text, front matter, YAML."""

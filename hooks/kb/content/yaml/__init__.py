"""From the bytes of a file to values that know their lines: text, front matter, YAML."""

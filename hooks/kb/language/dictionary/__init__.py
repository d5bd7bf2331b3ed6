"""Which words there are: in the language, in docs/words.yml, among names."""

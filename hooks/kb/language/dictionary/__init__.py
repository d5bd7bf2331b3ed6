"""Which words exist: in the language, in docs/words.yml, among names."""

"""What a study is made of, and its rules: frozen dataclasses and pure functions, standard library only."""

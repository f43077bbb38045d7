"""The forms: what a mail of each sort says, as commands (`interpret` asks one of them), in packages by what is read."""

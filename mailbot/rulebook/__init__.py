"""`rules/*.toml` as checked, frozen values."""

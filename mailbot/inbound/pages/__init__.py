"""HTML → lines and tables as a person sees them."""

"""What a plan says of the campaign itself: product, version, kind, quantity, regions … (SPEC 1)."""

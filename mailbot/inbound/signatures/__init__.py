"""Signatures, disclaimers and footers: what stands below what the sender wrote (SPEC 3 "Body")."""

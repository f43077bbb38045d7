"""What introduces and marks a quoted mail: header blocks, lines above quotes, marks (SPEC 3 "Body")."""

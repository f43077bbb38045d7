"""`字段：值`, in lines and in tables of two columns."""

"""Restrictions of a plan, wherever it states them (SPEC 1 版本限制、延迟限制)."""

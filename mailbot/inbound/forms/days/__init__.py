"""Dates, times, ranges and spans, as offices write them."""

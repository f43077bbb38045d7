"""mailbot: an address that product managers write to. It keeps the ledger, the clock and the paper trail of campaigns."""

__version__ = "0.1.0"

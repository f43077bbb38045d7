"""The working folder's `mailbot.toml`, checked: which servers, which ledger, where each secret is."""

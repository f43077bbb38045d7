"""Errors, each answering one question: who mends it?

A sender's mistake is no error: it is `campaign.outcome.Refused`, a value that is always mailed back.
"""


class MailbotError(Exception):
    """Base of all errors that mailbot raises knowingly. Its text is fit to be read by a person and holds no secret."""


class RulesError(MailbotError):
    """The rules cannot be used; who edits `rules/*.toml` mends it. One line a fault."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


class SettingsError(MailbotError):
    """The settings cannot be used; the operator mends them."""


class UnreadableMail(MailbotError):
    """A mail that cannot be read within bounds of time and memory; the admin looks at it in the quarantine."""


class MailServerError(MailbotError):
    """The mail server failed or went away; nobody mends it, the next try may do."""


class LoginError(MailServerError):
    """The mail server refused the login; the operator mends the credentials."""


class LedgerError(MailbotError):
    """The ledger cannot be opened or is in use; the operator mends it."""


class TemplateError(MailbotError):
    """A template cannot be rendered; who edits `templates/` mends it."""

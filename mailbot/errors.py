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


class BackEndError(MailbotError):
    """A back end did not answer, or refused to. `lasting`: the operator has to mend it; otherwise the next try may do. What it
    quotes of the answer acts on no terminal."""

    def __init__(self, text: str, *, lasting: bool = False):
        self.lasting = lasting
        super().__init__("".join(c if c.isprintable() else "·" for c in text))


class TableError(BackEndError):
    """A back end answered, but not with the table that was asked for; the operator mends the query. It is about one campaign:
    the others' tables may be there."""

    def __init__(self, text: str):
        super().__init__(text, lasting=True)


class LedgerError(MailbotError):
    """The ledger cannot be opened or is in use; the operator mends it."""


class TemplateError(MailbotError):
    """A template cannot be rendered; who edits `templates/` mends it."""

"""Frame: what a mail knows of itself besides its facts."""

from datetime import datetime

from mailbot.value import Value


class Frame(Value, kw_only=True):
    """When it is written, for whom, its mark and number; and where an answer goes: to `address` ('': no buttons), under
    `subject` ('': the template's own), to `message_id`."""

    now: datetime | None = None
    to: tuple[str, ...] = ()
    address: str = ""
    subject: str = ""
    message_id: str = ""
    mark: str = ""
    receipt: str = ""

"""The ledger's tables, as peewee models. What is queried or unique is a column; the remainder of a value is JSON beside it.

A promise lives in the schema (DESIGN 5): a mail once (`MailRow.octets_hash`, `SightingRow`), a notice once
(`PostRow.once`), a reminder once by item, term, step and person (`RemindedRow`). A change here needs a migration; a test
compares both.
"""

from mailbot.ledger.tables.record import MailRow, PostRow
from mailbot.ledger.tables.row import Row, insert_new, is_id, tuples, value_of
from mailbot.ledger.tables.tables import Keeper, Tables

__all__ = ["Keeper", "MailRow", "PostRow", "Row", "Tables", "insert_new", "is_id", "tuples", "value_of"]

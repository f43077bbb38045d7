"""post_row: an outbox entry as the table keeps it, and as a Post."""

from typing import Any, cast

from mailbot.campaign.outcome import Purpose, Row
from mailbot.campaign.post import Post, PostState
from mailbot.ledger.codec import from_json
from mailbot.ledger.tables import PostRow


def row_of(post: Post) -> dict[str, Any]:
    """The columns of an entry that a post has a say in."""
    return {
        "once": post.once or None,
        "message_id": post.message_id,
        "state": post.state,
        "due": post.due,
        "purpose": post.purpose,
        "campaign": post.campaign,
        "template": post.template,
        "language": post.language,
        "to": post.to,
        "cc": post.cc,
        "subject": post.subject,
        "facts": post.facts,
        "rows": post.rows,
        "in_reply_to": post.in_reply_to,
        "references": post.references,
        "mark": post.mark,
        "created": post.created,
        "attempts": post.attempts,
        "reply": post.reply,
        "doubtful": post.doubtful,
    }


def post_of(row: PostRow) -> Post:
    """The entry as the other rooms know it."""
    return Post(
        id=row.id,
        once=row.once or "",
        message_id=row.message_id,
        state=cast(PostState, row.state),
        due=row.due,
        purpose=cast(Purpose, row.purpose),
        campaign=row.campaign,
        template=row.template,
        language="en" if row.language == "en" else "zh",
        to=tuple(row.to),
        cc=tuple(row.cc),
        subject=row.subject,
        facts=row.facts,
        rows=tuple(from_json(Row, item) for item in row.rows),
        in_reply_to=row.in_reply_to,
        references=tuple(row.references),
        mark=row.mark,
        created=row.created,
        attempts=row.attempts,
        reply=row.reply,
        doubtful=row.doubtful,
    )

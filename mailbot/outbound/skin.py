"""Skin: a mail's blocks as the HTML page that its reader opens: the shared layout around them, small enough to be shown whole.

The only importer of css_inline: mail programs read styles where they stand, not in a head.
"""

import re
from functools import partial

import css_inline
from markupsafe import Markup

from mailbot.errors import TemplateError
from mailbot.outbound.as_html import as_html
from mailbot.outbound.blocks import Block, Button, Content, Para, Span
from mailbot.outbound.frame import Frame
from mailbot.outbound.mailto import ReplyTo, mailto
from mailbot.outbound.sandbox import Sandbox
from mailbot.outbound.subject_line import subject_line
from mailbot.rulebook.shapes import Company

# Gmail cuts a mail's HTML at about 102 KB and hides the rest; each try shows fewer rows and shorter quotes.
LARGEST = 98_000
_TRIES = ((150, 20_000), (60, 6_000), (25, 2_000), (10, 400))


class Skin:
    """`templates/skin.html`, with the company's name and label on it."""

    def __init__(self, company: Company):
        self._company = company
        self._inliner = css_inline.CSSInliner(load_remote_stylesheets=False)

    def page(self, content: Content, sandbox: Sandbox, frame: Frame) -> str:
        """The HTML, at most LARGEST octets of it. Raises TemplateError."""
        language = sandbox.language
        subject = subject_line(frame.subject or content.subject, frame.mark, language)
        reply_to = ReplyTo(address=frame.address, subject=subject, message_id=frame.message_id)
        link = partial(mailto, reply_to) if frame.address else _no_link
        for most, longest in _TRIES:
            body = as_html(content.blocks, language, link, most=most, longest=longest)
            html = self._around(body, content, sandbox, frame)
            if len(html.encode()) <= LARGEST:
                return html
        # No list and no quote is left to be shortened: the text goes out whole, the HTML says where the rest is.
        words = "内容过长，请看纯文本部分或附件。" if language == "zh" else "Too long to show here: see the plain text."
        start = (*content.blocks[:1], Para((Span(words),), "small"))
        return self._around(as_html(start, language, link, most=1, longest=200), content, sandbox, frame)

    def _around(self, body: str, content: Content, sandbox: Sandbox, frame: Frame) -> str:
        page = sandbox.page(
            "skin.html",
            {
                "body": Markup(body),  # as_html has escaped all that is not its own
                "language": "zh-CN" if sandbox.language == "zh" else "en",
                "title": content.subject,
                "preview": _preview(content.blocks),
                "tone": content.tone,
                "company": self._company.name,
                "label": self._company.label,
                "mark": frame.mark,
            },
        )
        try:
            return self._inliner.inline(page)
        except (css_inline.InlineError, ValueError) as error:
            raise TemplateError(f"templates/skin.html: {type(error).__name__}: {error}") from error


def _preview(content: tuple[Block, ...]) -> str:
    """The first sentence, which phones show below the subject."""
    first = next((b for b in content if isinstance(b, Para)), None)
    return re.sub(r"\s+", " ", "".join(s.text for s in first.spans))[:140] if first else ""


def _no_link(button: Button) -> str | None:
    """No address to answer to (a preview): the reply is shown instead."""
    return None

"""due_text, put_off: a node's due time moved by a span: 限制整体推一周, 提前两天 (SPEC 1 "revised")."""

from mailbot.campaign.model import Node
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.durations import Duration, find_delay
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.nodes.later import moved_by
from mailbot.late import late

# Pieces for larger patterns: 推一周; 整体往后推一周, with what may stand between a row's name and by how much it moves.
LATER_BY = r"(?:推迟|延期|延后|顺延|推后|后延|后推|后移|延迟|宽限|推|延|晚|挪)了?\s*(?=[\d一二两三四五六七八九十半])"
PUT_OFF = (
    r"\s*+(?:的?(?:完成)?(?:时间|日期|节点))?(?>(?:整体|统一|一律|全部|都|也|再|则|就|可以|先|要|需要?|相应地?|依次|[,，\s]|往后|向后)*)"
    rf"{LATER_BY}"
)
_PUT_OFF = late(PUT_OFF)
_SOONER = late(r"提前|往前|早于|之前|earlier|forward")


def put_off(rest: str, key: str, context: Context) -> str | None:
    """The node's due time as a plan writes it, where what is said of its row is a span alone: 推迟三个工作日; '' of anything else,
    None where a day beside the span is another than it makes."""
    node = next((n for n in context.campaign.pending_nodes if n.key == key), None) if context.campaign else None
    delay = find_delay(rest) if _PUT_OFF.match(rest) and not _SOONER.search(rest) else None
    if node is None or delay is None:
        return ""
    moved = moved_by(delay, node, context)
    said = [one for one in context.dates().find_dates(rest) if isinstance(one, Moment)]
    return due_text(node, delay, context) if moved and all(one.day == moved[1] for one in said) else None


def due_text(node: Node, delay: Duration, context: Context) -> str:
    """The node's due time so much later, as a plan writes it; '' where that is no day."""
    moved = moved_by(delay, node, context)
    return (
        ""
        if moved is None
        else f"{moved[1]:%Y-%m-%d}" + (f" {moved[0].astimezone(context.rules.zone):%H:%M}" if node.timed else "")
    )

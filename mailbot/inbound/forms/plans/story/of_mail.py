"""deed_of_mail, kind_of_mail, of_kind: what a mail's subject and kind say of deeds that its clauses leave out, or word for several kinds (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.nodes.names import node_key
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds, names_rollout
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.values.kind import read_kind
from mailbot.inbound.writing import Line
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

__all__ = ["deed_of_mail", "kind_of_mail", "of_kind"]


def deed_of_mail(lines: Sequence[Line], readers: Readers) -> tuple[Deed, ...]:
    """The deed that the subject or the kind of the plan names, by a verb or a kind with one, for who stands with a day in a region: 华东 孙丽 12月3日 under
    在线升级."""
    deeds = [one for one in find_deeds(readers.context.subject.bare.lower()) if one.key in ("rollout", "restrict")]
    if {one.key for one in deeds} == {"rollout", "restrict"}:
        return tuple(one for one in deeds if one.key == "rollout")[:1]
    if deeds:
        return tuple(deeds[:1])
    kind = kind_of_mail(lines, readers)
    if kind is None:
        said = next((line.text for line in lines if names_rollout(line.text.lower())), "")
        return (Deed("rollout", said, (0, 0)),) if said else ()
    node = next((node for base in ("rollout", "restrict") if (node := kind.node_of(base)) is not None), None)
    if node is None:
        return ()
    base = "send" if node.key == "rollout" and kind.node_of("obtain") is None else node.key
    return (Deed(base, node.title.in_(readers.rules.company.language), (0, 0)),)


def of_kind(events: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """The events, those that 下 (下载 or 下发) tells of as what the plan's kind has: 第一批孙丽12月2日下完 sends parameters out."""
    both = [
        any(one.key == "obtain" and one.words.startswith("下") and "载" not in one.words for one in event.deeds)
        for event in events
    ]
    sends = any(deed.base == "send" for event in events for deed in event.deeds)
    nobodys = [one.key == "rollout" and not (one.named or one.where) for one in events]
    kind = kind_of_mail(lines, readers) if sends or any(both) or any(nobodys) else None
    if kind is not None and kind.node_of("rollout") is None:
        return [
            replace(event, deeds=(), foreign=True) if drop else event
            for event, drop in zip(events, nobodys, strict=True)
        ]  # 请12月18日前完成校内推送, of a restriction
    if kind is not None and sends and node_key("下发", kind) != "rollout":  # 华东12月4日推完, of servers
        events = [
            replace(
                event, deeds=tuple(replace(one, base="rollout") if one.base == "send" else one for one in event.deeds)
            )
            for event in events
        ]
    if kind.node_of("obtain") is not None if kind is not None else not sends:
        return list(events)
    return [
        replace(event, deeds=(Deed("send", "下发", event.deeds[0].span),)) if takes else event
        for event, takes in zip(events, both, strict=True)
    ]


def kind_of_mail(lines: Sequence[Line], readers: Readers) -> Kind | None:
    mailed, subject = readers.context.mailed, readers.context.subject
    draft = Draft(title=subject.bare, mailed=mailed, prose=tuple((line, mailed) for line in lines))
    return readers.rules.kinds.get(read_kind(draft, subject, readers.rules).key)

"""Orders in a PLAN mail: `状态: 取消|暂停|恢复|启动`, `移交：姓名`, `放行：理由` (SPEC 1, 3)."""

from mailbot.campaign.commands import (
    CancelCampaign,
    Command,
    HandOver,
    PauseCampaign,
    Reading,
    ResumeCampaign,
    StartCampaign,
    WaiveGate,
)
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.phrasefind import find_said
from mailbot.inbound.forms.plans.changes.calloff import called_off
from mailbot.inbound.forms.plans.draft import Draft, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.rulebook.folding import fold

_WORDS = ("cancel", "pause", "resume", "start")


def read_orders(draft: Draft, context: Context, readers: Readers) -> Understanding | None:
    """The order that a PLAN mail gives instead of a plan, None where it gives none.

    A field says it, or a subject or first line that is nothing but its word (`[PLAN] [SU-2026-0007] 取消`).
    """
    command = _status(draft, context) or _hand_over(draft, readers) or _waiver(draft)
    if command is None and not draft.rows and not draft.fields:
        command = _bare(draft, context)
    if command is None:
        command = _in_words(draft, context)
    if command is None:
        return None
    if isinstance(command, Fault):
        return Understanding(kind="handover", faults=(command,))
    faults: tuple[Fault, ...] = ()
    if context.campaign is None:
        words = next((r.words for r in command.readings), "")
        faults = (Fault(reason="no-campaign", field="campaign", words=words),)
    return Understanding(
        kind=command.kind,
        commands=() if faults else (command,),
        faults=faults,
        readings=command.readings,
    )


def _said(draft: Draft, key: str) -> Said | None:
    return next((s for s in reversed(draft.fields) if s.field.key == key and s.field.value.strip()), None)


def _reading(said: Said, name: str, value: str) -> tuple[Reading, ...]:
    return (Reading(field=name, value=value, place=said.field.place, words=said.field.words[:300], rule="field"),)


def _status(draft: Draft, context: Context) -> Command | None:
    said = _said(draft, "status")
    if said is None:
        return _titled(draft, context) if not draft.rows else None
    word = _order(said.field.value, context)
    reason = _said(draft, "reason")
    return (
        _command(word, reason.field.value if reason else _rest(said.field.value), _reading(said, "status", word))
        if word
        else None
    )


def _titled(draft: Draft, context: Context) -> Command | None:
    """`状态：取消` in the subject; a line or two below it say why."""
    names = {fold(n) for f in context.rules.fields.field if f.key == "status" for n in f.names}
    head, colon, value = draft.title.replace("：", ":").rpartition(":")
    if not colon or not any(fold(head).endswith(name) for name in names):
        return None
    word = _order(value, context)
    why = " ".join(line.text.strip() for line, _ in draft.prose if line.text.strip())
    readings = (Reading(field="status", value=word, place="subject", words=draft.title[:300], rule="field"),)
    return _command(word, why if len(why) <= 100 else "", readings) if word else None


def _order(text: str, context: Context) -> str:
    """Which of cancel, pause, resume, start a value says, '' where it says none or several."""
    phrases = context.rules.phrases
    lists = {name: getattr(phrases, name) for name in _WORDS}
    found = {one.name for one in find_said(text[:200], {**lists, "neutral": phrases.neutral})}
    said = [name for name in _WORDS if name in found]
    return said[0] if len(said) == 1 else ""


def _command(word: str, reason: str, readings: tuple[Reading, ...]) -> Command:
    match word:
        case "cancel":
            return CancelCampaign(reason=reason, readings=readings)
        case "pause":
            return PauseCampaign(reason=reason, readings=readings)
        case "resume":
            return ResumeCampaign(readings=readings)
    return StartCampaign(readings=readings)


def _rest(value: str) -> str:
    """The reason written behind the word: 取消，客户窗口没有了."""
    for mark in "，,；;。（(":
        head, found, rest = value.partition(mark)
        if found and len(head) <= 10:
            return rest.strip(" 。.）)")[:300]
    return ""


def _hand_over(draft: Draft, readers: Readers) -> Command | Fault | None:
    said = _said(draft, "hand_over")
    if said is None:
        return None
    named = readers.people.read(said.field.value, field="hand_over", place=said.field.place)
    if named.faults:
        fault = named.faults[0]
        reasons = {"unknown-owner": "unknown-person", "owner-outside": "person-outside", "owner-left": "person-left"}
        return Fault(
            reason=reasons.get(fault.reason, fault.reason),
            field="hand_over",
            place=fault.place,
            words=fault.words,
            nearest=fault.nearest,
        )
    if not named.owner:
        return Fault(reason="unknown-person", field="hand_over", place=said.field.place, words=said.field.value[:120])
    return HandOver(to=named.owner, readings=_reading(said, "pm", named.owner))


def _waiver(draft: Draft) -> Command | None:
    """放行 in a mail that brings no plan of its own."""
    said = _said(draft, "waiver")
    if said is None or draft.rows:
        return None
    versions = find_versions(said.field.name)
    version = _said(draft, "version")
    found = (
        versions[0][0]
        if versions
        else (find_versions(version.field.value)[0][0] if version and find_versions(version.field.value) else "")
    )
    return WaiveGate(reason=said.field.value[:500], version=found, readings=_reading(said, "waiver", said.field.value))


def _bare(draft: Draft, context: Context) -> Command | None:
    """A subject, or a first line, that is just the word."""
    if context.campaign is None:
        return None
    first = next((line for line, _ in draft.prose if line.text.strip()), None)
    phrases = context.rules.phrases
    for text, place in ((first.text if first else "", first.place if first else ""), (draft.title, "subject")):
        head = fold(text).strip(" 。.!！")
        for name in _WORDS:
            if head and head in {fold(word) for word in getattr(phrases, name)}:
                readings = (Reading(field="status", value=name, place=place, words=text.strip()[:300], rule="words"),)
                return _command(name, "", readings)
    return None


def _in_words(draft: Draft, context: Context) -> Command | None:
    """The order in a title or sentence of its own: 取消：星桥服务端 8.2.1."""
    said = called_off(draft, context.campaign, context.rules.phrases, _WORDS[:2]) if context.campaign else None
    if said is None:
        return None
    word, words, place = said
    reason = _said(draft, "reason")
    lines = " ".join(line.text.strip() for line, _ in draft.prose if line.text.strip())
    readings = (Reading(field="status", value=word, place=place, words=words[:300], rule="words"),)
    return _command(word, reason.field.value if reason else lines[:300], readings)

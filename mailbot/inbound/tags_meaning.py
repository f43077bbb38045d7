"""What an HTML element means for reading a mail: is it a quote, a signature, hidden, struck through?

Each entry names the mail program that writes it. Class names and ids are matched as the programs write them; a
web-mail that shows a foreign mail prefixes them (`x_divRplyFwdMsg` in OWA), so prefixes `x_` are looked through.
"""

import re
from collections.abc import Mapping

from mailbot.late import late

# The element holds what is quoted, and nothing else.
_QUOTE_IDS = frozenset({
    "isreplycontent",                          # NetEase webmail
    "isforwardcontent",                        # NetEase webmail
    "olk_src_body_section",                    # Outlook for Mac 2011
    "mail-editor-reference-message-container", # Outlook for iOS and Android
    "original-content",                        # Coremail
    "bloop_original_html", "replyblock",       # Airmail
})  # fmt: skip
_QUOTE_CLASSES = late(
    r"^(?:yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|lark-mail-quote\S*|history-quote-wrapper"
    r"|ntes-mailmaster-quote|mailmaster-quote|j-reply|xm_compose_origin_mail_container"
    r"|ms-outlook-mobile-reference-message|__aliyun_previous_history_wrap"
    r"|outlookmessageheader|cloudmagic-quote|messagereplysection|skiff-mail-quote)$"
)
# From this element on, to the end of the mail, everything is history. The element holds only the header block.
_HISTORY_IDS = frozenset({"divrplyfwdmsg", "divfwdmsg"})  # OWA, Outlook.com, new Outlook
# The line that introduces a quote.
_INTRODUCTION_CLASSES = late(r"^(?:moz-cite-prefix|gmail_attr|yahoo_quoted_header|protonmail_quote_header)$")
_SIGNATURES = late(
    r"^(?:signature|.*[-_]signature|signature[-_].*|.*[a-z]signature|moz-signature|gmail_signature\S*"
    r"|signature_block|.*_signature_.*|xm_write_sign(?:ature)?|sign|mail_?sign|j-sign|zm-_id_-sgn)$"
)
_QUOTING_CLASS = late(r"quote|cite|reply", re.IGNORECASE)
_INDENTED = late(r"^(?:[3-9]\d|1\d\d)(?:\.\d+)?(?:px|pt)$")  # "increase indent", 40px; a quote's margin is a few
_ZERO = late(r"^[+-]?0*\.?0+(?:px|pt|cm|mm|in|em|rem|ex|%)?$")


def style(attributes: Mapping[str, str]) -> dict[str, str]:
    """The inline style as lower-case properties; the first `:` of each declaration divides name and value."""
    found: dict[str, str] = {}
    if "style" not in attributes:
        return found
    for declaration in attributes.get("style", "").lower().split(";")[:60]:
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _tokens(attributes: Mapping[str, str]) -> list[str]:
    if not attributes:
        return []
    named = attributes.get("class", "").split()[:20] + attributes.get("id", "").split()[:2]
    named += attributes.get("name", "").split()[:1]
    return [token.lower().removeprefix("x_").removeprefix("x_") for token in named]


def is_hidden(name: str, attributes: Mapping[str, str], css: Mapping[str, str]) -> bool:
    """Nobody sees it: `display:none`, Word's `mso-hide:all`, an Excel row of height 0, a preheader squeezed to nothing."""
    if not css and not attributes:
        return False
    if css.get("display") == "none" or css.get("mso-hide") == "all" or css.get("visibility") == "hidden":
        return True
    if "hidden" in attributes:
        return True
    flat = bool(_ZERO.match(css.get("height", "")))
    if name == "tr":
        return flat or attributes.get("height", "").strip() in ("0", "0px")
    squeezed = flat or bool(_ZERO.match(css.get("max-height", "")))
    return squeezed and css.get("overflow") == "hidden"


def is_struck(name: str, css: Mapping[str, str]) -> bool:
    """Struck through: the writer takes it back."""
    if name in ("s", "del", "strike"):
        return "none" not in css.get("text-decoration", "")
    return "line-through" in css.get("text-decoration", "") or "line-through" in css.get("text-decoration-line", "")


def is_quote(name: str, attributes: Mapping[str, str], css: Mapping[str, str]) -> bool:
    """The element holds somebody else's words. A <blockquote> with no border and a wide margin is what Gmail and
    Foxmail make of "increase indent", so it is not one."""
    for token in _tokens(attributes):
        if token in _QUOTE_IDS or _QUOTE_CLASSES.match(token):
            return True
    if name != "blockquote":
        return False
    if attributes.get("type", "").lower() == "cite" or "cite" in attributes:
        return True
    if any(_QUOTING_CLASS.search(token) for token in _tokens(attributes)):
        return True
    if any(prop.startswith("border-left") for prop in css):
        return True
    indented = css.get("border", "").startswith(("none", "0")) and ("margin" in css or "margin-left" in css)
    return not (indented or _INDENTED.match(css.get("margin-left", "")))


def is_history(attributes: Mapping[str, str]) -> bool:
    """From here to the end of the mail nothing is new."""
    return any(token in _HISTORY_IDS for token in _tokens(attributes))


def is_introduction(attributes: Mapping[str, str]) -> bool:
    """The line "On … wrote:", whatever its language."""
    return any(_INTRODUCTION_CLASSES.match(token) for token in _tokens(attributes))


def is_signature(attributes: Mapping[str, str]) -> bool:
    """The container into which a mail program puts the signature."""
    if "gmail_signature" in attributes.get("data-smartmail", ""):
        return True
    return any(_SIGNATURES.match(token) for token in _tokens(attributes))


def is_foxmail_rule(name: str, attributes: Mapping[str, str], css: Mapping[str, str]) -> bool:
    """Foxmail's short blue rule above its signature: 210 pixels of #b5c4df."""
    if name != "hr":
        return False
    width = css.get("width") or attributes.get("width", "")
    return (
        width.strip() in ("210px", "210") and "b5c4df" in (attributes.get("color", "") + css.get("color", "")).lower()
    )

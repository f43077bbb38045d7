"""value_of, own_part: a parameter's value without what the line says behind it: `4. Sun Li by Dec 7`, `3 用于星桥服务端`, `30 (was 60)`."""

import re

from mailbot.late import late

UNITS = (
    r"(?:ms|s|sec|seconds?|min|minutes?|h|hours?|days?|[KMGTkmgt]i?[Bb]|MB|KB|times?|rows?|bytes?|%|毫秒|秒钟?|分钟?"
    r"|小时|天|次|条|个|台|兆|字节|倍)"
)
_OLD = late(
    r"\s*[(（](?:原值?|旧值?|默认值?|之前|此前|原来|was|old|default|previously)[^()（）]*[)）]\s*$", re.IGNORECASE
)
_JUST = late(r"(?<=[\w%‰)）])\s*(?:即可|就可以了?|就行了?|就好了?|就够了?|(?<=[A-Za-z\d%‰])[了吧啦])$")  # 改为1即可
_NOTE = late(r"\s*(?:#|//|--)\s.*$")
# A figure or a switch is a value by itself: words behind it are the sentence's. 0 0 * * *, 1, 2, 5 and 10 per second are more.
_FIGURE = late(
    rf"(?:-?\d+(?:\.\d+)?|true|false|on|off|yes|no|enabled?|disabled?)(?: ?{UNITS}(?![A-Za-z]))?(?=(?P<rest>.*))",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = late(
    r"[.。]?\s*$|(?:[.,;，；。]\s*|\s+)(?!(?:per|of|or|x|to|and up|a|an)(?![A-Za-z]))(?=[A-Za-z\u4e00-\u9fff@])"
    r"|(?=用于|给|下发|推给|由|适用)",
    re.IGNORECASE,
)
# A word or more in Latin letters ends with its sentence, before Chinese words, or before the day by which it is sent.
_SENTENCE = late(
    r"(?<=[\w)\]%])\.(?:\s+(?=[A-Z\u4e00-\u9fff])|$)|(?<=[!-~])\s+(?=[\u4e00-\u9fff][^\s=]{3})"
    r"|\s+(?:by|before|until|from) (?=(?:the )?\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|next|this|end)(?:[a-z]*)(?![a-z]))",
    re.IGNORECASE,
)


def own_part(value: str) -> str:
    """What of the text behind `name =` is the value, where the name is a program's. Linear."""
    if value[:1] in "\"'`" or "\n" in value:
        return value
    figure = _FIGURE.match(value)
    if figure is not None and _BEHIND.match(figure["rest"]):
        return figure.group()
    if value[:1].isascii() and (end := _SENTENCE.search(value)) is not None:
        return value[: end.start()]
    return value


def value_of(text: str) -> str:
    """A value without its note, what it was before, and the stop behind it."""
    bare = _OLD.sub("", _NOTE.sub("", text.strip())).strip()
    bare = _JUST.sub("", bare.rstrip("。；;，, ").strip())
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'`":
        bare = bare[1:-1]
    return bare[:500]

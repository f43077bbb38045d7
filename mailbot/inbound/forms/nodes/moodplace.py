"""Place: a word of the rules where it stands in a text, with what a reader looks at around it."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.hearing import Heard
from mailbot.late import late
from mailbot.value import Value

_WINDOW = 40  # characters before and behind a word that can change it
# The first verb that fits counts: 下载完成 is obtaining, 升级包已下载 too.
_VERBS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (late(pattern), frozenset(bases.split()))
    for pattern, bases in (
        (
            r"获取|领取|下载|下下来|下回来|拿到|拿回来|取回来|取得|领到|收到版本"
            r"|(?<![a-z])(?:downloaded|obtained|got|received|fetched|picked up)(?![a-z])",
            "obtain",
        ),
        (r"提测|提交测试|转测", "build"),
        (r"提交|交付|上传|(?<![a-z])(?:submitted|delivered|uploaded)(?![a-z])", "build report release obtain finalize"),
        (r"测试|遍历|测完|已测|通过|全绿|(?<![a-z])(?:passed|tested)(?![a-z])", "test report release"),
        (
            r"限制|生效|封禁|禁用|停用|拦截|拦了|(?<![a-z])(?:restricted|in effect|blocked|restrictions? .{2,20})(?![a-z])",
            "restrict delay",
        ),
        (r"升级|上线|部署|割接|切换|升完|升好|(?<![a-z])(?:upgraded|deployed|rolled out)(?![a-z])", "rollout"),
        (r"下发|推送|推完", "rollout"),
        (r"修复|修完|改完", "fix build"),
    )
)
# 安装包已经下好了: 下 alone may be 下发, too.
_GOT_IT = late(
    r"(?:包|版本|组件|介质|程序)[^，,。；;\n]{0,14}?(?:下|拿|取|领)(?:到|回|过|下)?(?:来|去|手)?(?:好|完|了)+$"
)
_OBTAIN = frozenset({"obtain"})


class Work(Value):
    """The work that a text is about, as far as it is known."""

    context: Context
    whole: tuple[str, ...]
    evidence: str
    base: str


class Place(Value):
    """A word where it stands."""

    text: str
    word: Heard
    clause: tuple[int, int]
    dates: Sequence[Moment | DateDoubt]
    work: Work

    @property
    def bases(self) -> frozenset[str]:
        """The standard nodes that the verb is about: 已下载 is no roll-out, 完成 may be anything."""
        if not self.word.meanings & {"done", "all_done", "handled"}:
            return frozenset()
        words = self.word.words
        # 下载完成 is one verb; in 报告提交均已完成 the words before are what is done.
        verb = words if re.match(r"均|都|已|全", words) else self.before[-2:] + words
        if _GOT_IT.search(self.before[-16:] + words):
            return _OBTAIN
        return next((bases for pattern, bases in _VERBS if pattern.search(verb)), frozenset())

    @property
    def before(self) -> str:
        return self.text[max(self.clause[0], self.word.start - _WINDOW) : self.word.start]

    @property
    def after(self) -> str:
        return self.text[self.word.end : min(self.clause[1], self.word.end + _WINDOW)]

    @property
    def said(self) -> str:
        return self.text[self.clause[0] : self.clause[1]]

    @property
    def date(self) -> Moment | DateDoubt | None:
        """The date of the clause that goes with the word: the first behind it, else the last before it."""
        own = [d for d in self.dates if self.clause[0] <= d.span[0] < self.clause[1]]
        behind = [d for d in own if d.span[1] > self.word.start]
        return behind[0] if behind else own[-1] if own else None

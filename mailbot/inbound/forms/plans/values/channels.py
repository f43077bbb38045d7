"""From whom or where a plan's version is had: its channel and link, by field or text (安装包找我拿, I will send you the package; SPEC 1 版本获取)."""

from collections.abc import Iterator

from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.values.values import Speech, is_open, squeeze
from mailbot.inbound.forms.plans.values.words import channel_words
from mailbot.inbound.forms.things.channels import find_channel, find_link, read_channel
from mailbot.late import late
from mailbot.rulebook.shapes import Role

_LONGEST = 2000
_THING = r"(?:(?<![a-z])(?:package|installer|build|installation file)(?![a-z]) ?|东西|新?版本|安装包|升级包|程序包|组件包?|程序|补丁|介质|软件|新?包)"
_HANDED = late(
    r"(?<![a-z])(?:package|installer|build)(?![a-z])|东西|安装包|升级包|程序包|组件包|补丁包?|介质|(?<![面钱背打红礼])包(?!括|含)"
    r"|(?<![旧老低])(?:新版本?|版本)(?![本限更升])"
)
_ENGLISH_THING = (
    r"(?:it|them|(?:the (?:\w+ ){0,2})?(?:package|installer|version|build|files?|component|release|software))"
)
_WHO = r"(?P<who>[^，,。；;:：、\s]{1,6}?)"
_PATTERNS = tuple(
    late(pattern)
    for pattern in (
        # 由林涛发放, 从我这里拿
        r"(?:由|找|向|联系|从|跟|问)(?P<who>[^，,。；;:：由找向从跟问]{1,8}?)(?:这里|这儿|这边|处|那里"
        r"|那边)?(?:统一)?(?:[把将][^，,。；;]{1,10}?)?(?:发放|分发|派发|提供|发给|领[取走]|获取|索取|申领|拿|要|取)(?!求|完|消|[了过])",
        # 安装包在我这里
        rf"{_THING}(?:都|就|先|目前|现在|暂时|也|还)*(?:(?:放|存|留|搁)在?"
        rf"|在)(?P<who>[^，,。；;:：\s]{{1,6}}?)(?:这里|这儿|这边|手里|手上|处|那里|那边|那儿"
        rf"|[这那](?=$|[，,。；;）)]))",
        # package 我手上有
        rf"{_THING}(?:都|就|先|目前|现在|也)*(?P<who>我)(?:这边?|这里|这儿|手上|手里|手头)(?:已经?|都|就|也)*有",
        # 安装包找我
        rf"{_THING}(?:都|就|先|请|可|直接|可以)*(?:找|问|联系|向|跟)(?P<who>[^，,。；;:：\s]{{1,6}})(?=$"
        rf"|[，,。；;）)])",
        # 组件我发, 安装包由我单独发给各部门
        rf"{_THING}(?:都|就|会|将|则|由|稍后|回头|晚点|今天|明天)*{_WHO}(?:来|会|再|统一|单独|直接|另行|一并"
        rf"|稍后|回头|晚点|今天|明天|私下|私|分别|用?邮件)*(?:发放?(?![现生起布])|提供|(?<=来)给(?=$|[，,])|给(?=各|大家|你)|分发"
        rf"|拷给|传给(?=各|大家|你))",
        # 我会把包发到大家邮箱
        rf"{_WHO}(?:会|来|将|再|统一|单独|另外)*(?:把|将){_THING}(?:统一|单独|直接|分别|逐个|私下|用?邮件|通过邮件)*(?:发(?![现生起布])"
        rf"|传给|拷给|给)",
        rf"(?<![a-z])(?:gets?|obtain|request|collect|fetch|take|grab"
        rf"|pick up) {_ENGLISH_THING}(?: directly)? from (?P<who>[a-z ]{{2,30}})",
        rf"(?<![a-z])(?P<who>i|the pm|[a-z]{{2,12}} [a-z]{{2,12}})(?:'ll| will| can| shall)? (?:send|mail|hand"
        rf"|provide|distribute|give|share)s?(?: out| you| over)* {_ENGLISH_THING}",
        rf"(?<![a-z]){_ENGLISH_THING} (?:is|are|will be) (?:sent|mailed|handed|provided|distributed|available"
        rf"|given)(?: out| over)? (?:by|from|via) (?P<who>[a-z ]{{2,30}})",
        rf"(?<![a-z])(?:ping|mail|email|message|see|write to|come to|go to) (?P<who>me|the pm"
        rf"|[a-z]{{2,12}} [a-z]{{2,12}}) (?:for|to get) {_ENGLISH_THING}",
        rf"(?<![a-z])(?P<who>i|the pm) (?:keep|hold|have)s? {_ENGLISH_THING}[,;] (?:just |please |so )?(?:ask|ping|mail|write|come)",
        rf"(?<![a-z]){_ENGLISH_THING} (?:is|sits|lies|stays) with (?P<who>me|the pm"
        rf"|[a-z]{{2,12}} [a-z]{{2,12}})(?=$|[.,;])",
    )
)
# Of a version only beside the word for one: 安装包不挂网上，要的找我; 包有点大，来我这拷.
_BESIDE = tuple(
    late(pattern)
    for pattern in (
        # 新版本不公开，由我这边发
        r"(?:^|[，,])\s*(?:统一)?由(?P<who>[^，,。；;:：\s]{1,6}?)(?:这边|这里)?(?:单独|统一)?发(?=$|[，,）)])",
        # 我单独给
        r"(?:^|[，,：:（(])\s*(?P<who>我)(?:会|来|再|这边)*(?:单独|另外|私下|逐个|一个个|统一)(?:给|发|传)(?:大家|各位|你们?|各部门)?(?=$|[，,）)])",
        r"(?:^|[，,：:（(])\s*(?:要安?装?包|要版本|有?需要?|想要|要用|要升级?|要装)的?(?:部门|同事|同学|人|话|区域|各位"
        r"|大家)?(?:请|就|都|直接|可以?|来|自行|单独|自己)*(?:找|问|联系|跟"
        r"|向)(?P<who>[^，,。；;:：\s]{1,6}?)(?:拿|要|领取?|取)?(?=$|[，,）)])",
        # 谁要找我, 直接 ping 我
        r"(?:^|[，,：:（(])\s*(?:谁要用?|谁想要|直接|随时|都|就|请|可以?|来|的话| )*(?:(?<=要)找|(?<=用)找|私聊|私信|微信|钉|滴|敲|cue|ping)(?:一?下)? ?"
        r"(?P<who>我|me)(?:拿|要|领|取|链接|地址|密码|就行|即可|哈|吧)*(?=$|[，,）)])",
        r"(?:到|去)(?P<who>[^，,。；;:：\s到来去]{2,6}?)(?:统一|直接|来)?(?:领取|领走|拷贝)(?![消决证])",
        r"(?:到|来|去)(?P<who>[^，,。；;:：\s到来去]{1,6}?)(?:这里|这儿|这边|那里|那边|那儿|处|[这那])(?:统一"
        r"|直接|来)?(?:拿|取|领取?|拷贝?)(?![消决证])",
    )
)
_TROUBLE = late(r"问题|疑问|异常|报错|[装打]不|咨询|(?<![a-z])(?:problem|issue|trouble|question)")
_SENTENCES = late(r"[^。；;！!？?\n]+")


class OfChannel(Speech):
    """Reads the channel and the link into the values of its draft."""

    def channel(self) -> None:
        values, phrases = self.values, self.readers.rules.phrases
        said = self.one("channel", lambda s: read_channel(s.field.value, phrases) or squeeze(s.field.value))
        for one in [said, *self.said("version"), *self.said("link")]:
            if one is None:
                continue
            channel = read_channel(one.field.value, phrases) or (self._of_pm(one.field.value) if one is said else "")
            if not channel:
                continue
            values.channel = channel
            values.read("channel", channel_words(channel, self.language), one)
            break
        else:
            texts = [(line.text, line.place) for line, _ in self.draft.prose]
            fields = [said.field for said in self.draft.fields if said.field.key is None]  # 官网 | 已发布
            texts += [(f"{field.name}：{field.value}", field.place) for field in fields]
            # 背景：测试部已提交 comsvr V3.4.0，官网已发布 tells of this version, 8.1 已在官网发布 of another
            texts += [
                (line.text, line.place)
                for line, _ in self.draft.background
                if values.version and values.version in line.text
            ]
            texts += [
                (r.whole, r.place)
                for r in self.draft.rows
                if "obtain" in node_keys(r.title, self.readers.kinds).values()
            ]
            for text, place in texts if self.campaign is None else ():
                channel, words = find_channel(text, phrases)
                if not channel:
                    channel, words = next((("pm", said) for who, said in _handed(text) if self._of_pm(who)), ("", ""))
                if channel:
                    values.channel = channel
                    values.read("channel", channel_words(channel, self.language), place=place, words=words, rule="text")
                    break
        if (
            said is not None
            and not values.channel
            and not find_link(said.field.value)
            and not is_open(said.field.value)
            and not self.readers.items(said.mailed).read(said.field.value).sure  # 版本获取：周航，12月3日 is a node
        ):
            values.remarks.append(
                Remark(reason="unknown-channel", place=said.field.place, words=said.field.value[:120])
            )
        for one in (*self.said("link"), *self.said("channel"), *self.said("version")):
            if link := find_link(one.field.value):
                values.link = link
                values.read("link", link, one)
                break

    def _of_pm(self, text: str) -> str:
        """`pm` where a channel names the product manager: 联系陈静获取, 找林涛."""
        people, directory = self.readers.people, self.readers.rules.directory
        pms = {people.sender, *(p.address for p in directory.with_role(Role.PM))}
        found = people.mentions.find(text)
        named = [p.address for m in found if m.kind in ("person", "address") for p in m.people]
        named += [people.sender for m in found if m.kind == "self"]
        if not named and any(m.kind == "role" and m.role is Role.PM for m in found):
            return "pm"  # 联系产品经理, contact PM
        own = directory.person(people.sender)
        if (
            not named
            and own is not None
            and any(
                m.department is not None and m.department is directory.department(own.department or "") for m in found
            )
        ):
            return "pm" if own.address in pms else ""  # 由产品部统一提供, said by its PM
        return "pm" if named and set(named) <= pms else ""


def _handed(text: str) -> Iterator[tuple[str, str]]:
    """(who, words) of each clause that says so; who they are is for the reader of people. Linear in the text."""
    text = text[:_LONGEST]
    smooth = plain(text)
    for pattern in _PATTERNS:
        for found in pattern.finditer(smooth):
            yield text[slice(*found.span("who"))].strip(), text[slice(*found.span())]
    for sentence in _SENTENCES.finditer(smooth):
        if not _HANDED.search(sentence.group()) or _TROUBLE.search(sentence.group()):
            continue
        for pattern in _BESIDE:
            for found in pattern.finditer(smooth, *sentence.span()):
                yield text[slice(*found.span("who"))].strip(), text[slice(*found.span())].strip(" ，,：:（(")

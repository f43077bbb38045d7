"""node_commands: what is said of one node: done, progress, failed, a promise, a postponement (SPEC 3, 9 "Replies")."""

from mailbot.campaign.commands import Command, Remark
from mailbot.campaign.model import Node, Progress
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.found import Found, noted_beside
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.done_on import done_on, has_passed, is_planned, labelled_day
from mailbot.inbound.forms.nodes.heard import About, NodeHeard, clause_of, node_heard, undated
from mailbot.inbound.forms.nodes.in_force import in_force, is_to_be
from mailbot.inbound.forms.nodes.later import hangs_on_something, promised, put_off
from mailbot.inbound.forms.nodes.moods import Said
from mailbot.inbound.forms.nodes.setbacks import cannot
from mailbot.inbound.forms.things.tallies import others_wait
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.late import late
from mailbot.value import replace

# What a promise is about where it is not the node: the report of it, watching it.
_AFTERWARDS = late(
    r"报告|总结|反馈|数据|明细|截图|资料|邮件|汇报|通报|观察|回访|记录|文档|复盘"
    r"|(?<![a-z])(?:report|summary|feedback|data|details|figures|numbers)(?![a-z])"
)
_TESTED = late(r"测(?:试)?(?:完|好)|验收")
_REMAINDER = late(
    r"其余|其他|其它|剩|余下|测试|另外|另一|还有|第[二三四五\d]批|二批|华|北京|上海|广州|深圳|海外|国外|东北|西"
    r"|后续|(?<![a-z])(?:rest|remaining|others?|left|second|remainder)(?![a-z])"
)
# 失败 2 台已重试成功
_RETRIED = late(
    r"(?:了|的)?\s?(?:有|约)?\s?(?:\d{1,6}|[一二两三四五六七八九十几])\s?(?:台|家|个|户|套|点"
    r"|条)?[^,，。；;\n]{0,6}?(?:重试|重升|补升|重新|再次|补做|重做)[^,，。；;\n]{0,6}?(?:成功|完成|通过|好了)"
)
_STILL_NEEDS = late(
    r"还(?:需要?|要|得|差)(?:大概|大约|再)?\s*(?:\d{1,2}"
    r"|[一二两三四五六七八九十半几]{1,2})\s*(?:-\s*\d\s*)?(?:个?工作日|天|周|个?星期)(?!报告)"
    r"|(?<![a-z])needs? (?:about |around |at least |roughly )?(?:another"
    r"|(?:a|an|one|two|three|four|\d{1,2}|a few|a couple of"
    r"|some)(?: or (?:two|three|\d))? more) (?:\d{1,2} )?(?:(?:working|business|calendar) )?(?:days?"
    r"|weeks?|month)(?![a-z])"
)
_ANOTHER = late(r"[,;]\s*(?:but |and )?(?!(?:it|this|that|we|i|they|which)\s)[a-z]{3,}\s(?:still\s)?$")
_AGAIN = late(
    r"重试|重新|再次|后来|最终|最后|现已|目前已|重做|重跑|第二次|二次|after (?:a )?retry|retried|then|finally"
    r"|second attempt"
)


def node_commands(
    text: str,
    key: str,
    context: Context,
    *,
    place: str = "",
    row: int | None = None,
    tagged: bool = False,
    node: Node | None = None,
    figures: bool = False,
) -> Found:
    """The commands that a text about one node (`key` '' where it names none) gives; ([], []) where it says nothing of it.

    `tagged`: a RESULT mail: a text that neither closes nor denies is still a report. `node` is the one meant, where it is
    known: its title and total help to read; `figures` that a bare 12/20 is progress (【进度】). Faults carry `facts["kind"]`, and `facts["row"]` where a row is answered.
    """
    about = About(text, key, context, place, row, node)
    heard = node_heard(text, context, node, figures)
    if tagged and heard.later and not heard.postponed and find_versions(text):
        # 【结果】提交测试: 版本：5.8.0.77，今天提交. With the version there, today is when it was done.
        heard = replace(heard, later=tuple(s for s in heard.later if not _submits_today(s, text, context)))
    if (
        heard.postponed
        and heard.later
        and node is not None
        and all(isinstance(s.date, Moment) and s.date.day <= context.days.day_of(node.due) for s in heard.postponed)
    ):
        heard = replace(heard, postponed=())  # 累计 240 / 300，常州推到今晚，明天全部完成: within the time that it has
    if heard.postponed:
        return put_off(heard, about)
    counted = heard.progress is not None and all(_RETRIED.match(smooth(text), s.end) for s in heard.failed)
    if heard.failed and not counted and not _mended(heard, text):
        dated = tuple(s for s in heard.later if isinstance(s.date, Moment) and not hangs_on_something(s, text))
        promises, _ = promised(replace(heard, later=dated), about) if dated else ([], [])
        return [about.report(failed=True, progress=heard.progress), *promises], []
    if heard.at_odds:
        return [], [about.fault("several-figures", "progress", text.strip()[:100])]
    closed = heard.done or heard.all_done
    if closed and (waits := others_wait(smooth(text))) is not None and waits > closed[-1].start:
        return [], [about.fault("done-or-later", "promise", text[waits:].strip(" ，,。；;\n")[:100])]
    partly = heard.progress is not None and heard.progress.done < heard.progress.total
    if closed and partly and not (heard.later or heard.not_done or heard.part or heard.failed):
        # 全量升级完成，476/480，另外 4 台已销户: the rest is none any more; where nobody says so the receipt asks.
        if _WRITTEN_OFF.search(smooth(text)):
            return [about.report(done=True, progress=heard.progress, done_at=done_on(text, closed, context))], []
        title = about.node.title if about.node else ""
        doubt = about.fault("done-in-part", "progress", closed[-1].words, title=title)
        return noted_beside([about.report(progress=heard.progress)], [doubt]), []
    if (
        closed
        and heard.progress is None
        and done_on(text, closed, context) is None
        and (beside := _BESIDE_DONE.search(undated(smooth(text), context)))
    ):
        return [], [about.fault("day-or-share", "progress", beside[0].strip())]
    if closed and not partly and not heard.not_done and not heard.part:
        # 全量今天收尾，都升上去了: today is when it was done.
        last = max(s.start for s in (*heard.done, *heard.all_done))
        later = [
            s
            for s in heard.later
            if not _afterwards(s, about)
            and not has_passed(s)
            and not is_planned(s, text, context)
            and not (s.mood == "future" and s.start < last and _is_today(s, context))
        ]
        if not later and _named_ahead(about):
            return [], [about.fault("done-or-later", "promise", text.strip()[:100])]  # 已完成，完成时间：下周五
        if not later:
            return [
                about.report(
                    done=True, progress=heard.progress or _in_all(text, node), done_at=done_on(text, closed, context)
                )
            ], []
        if not any(_REMAINDER.search(clause_of(s, text)) for s in later):
            return [], [about.fault("done-or-later", "promise", later[0].words)]
    return _open(heard, about, tagged)


# The rest that nobody will do: sold, closed down, not wanted.
_WRITTEN_OFF = late(
    r"不再(?:升级?|下发|推送?|做|安排|处理|需要)|(?:无需|无须|不用|不必|不需要?)(?:再)?(?:升级?|下发|推送?|做|处理)"
    r"|(?:已经?|都|全部)?(?:销户|退网|拆机|拆除|报废|停用|停业|撤店|关店|闭店|退租|下线(?!通知)|淘汰|注销)(?:了|的)?"
    r"|(?<![a-z])(?:no longer (?:needed|required|in use)|decommissioned|retired|closed down|out of (?:use|scope)|will not be"
    r" upgraded|need no upgrade|scrapped)(?![a-z])"
)
# 12/12 完成, neither a day that has been nor a share that is said to be one.
_BESIDE_DONE = late(
    r"(?<![\d./])\d{1,2}\s?/\s?\d{1,2}(?![\d./])\s?日?(?:都|均|全部|已经?)*(?:完成|done(?![a-z]))"
    r"|(?:完成|(?<![a-z])done)了?\s?[(（，,]\s?\d{1,2}\s?/\s?\d{1,2}(?=\s?(?:[)）。.，,\n]|$))"
)


def _open(heard: NodeHeard, about: About, tagged: bool) -> Found:
    """The node stays open: how far it is, by when it will be done, or nothing of the kind."""
    commands: list[Command] = []
    if not heard.later and (heard.progress or heard.not_done) and (ahead := _named_ahead(about)):
        heard = replace(heard, later=(Said("future", ahead.words, 0, 0, (0, 0), ahead),))
    if heard.progress:
        # 今天完成，500 / 500: what was said to be done today is.
        later = [s for s in heard.later if not (s.mood == "future" and _is_today(s, about.context))]
        whole = heard.progress.done >= heard.progress.total and not heard.not_done and all(has_passed(s) for s in later)
        hangs = bool(later) and hangs_on_something(later[0], about.text)
        undated = hangs or all(s.date is None or getattr(s.date, "reason", "") in ("vague", "blank") for s in later)
        reason = "promise-conditional" if hangs else "promise-without-date"
        remarks = () if whole or not later or not undated else (Remark(reason=reason),)
        done_at = done_on(about.text, (), about.context) if whole else None
        commands.append(
            about.report(done=True if whole else None, progress=heard.progress, remarks=remarks, done_at=done_at)
        )
        if whole or remarks:
            return commands, []
    elif heard.count is not None and not heard.not_done:
        return [], [about.fault("progress-without-total", "progress", about.text.strip()[:100], count=heard.count)]
    if (
        heard.later
        and (span := _STILL_NEEDS.search(smooth(about.text)))
        and _ANOTHER.search(smooth(about.text)[: span.start()])
    ):
        return commands, [
            about.fault("promise-without-date", "promise", span[0])
        ]  # Singapore on Friday, Dubai needs another week
    if heard.later:
        promises, faults = promised(heard, about)
        if promises and not commands and (part := _counted_part(heard, about)):
            # 18 台完成，其他明天: the day counts, and the receipt asks of how many.
            remark = Remark(reason="progress-without-total", place=about.place, facts={"words": part})
            promises = [replace(promises[0], remarks=(*promises[0].remarks, remark)), *promises[1:]]
        if commands and faults:
            # 已升级 186/320，剩下的这周末和下周一夜里做: how far it is counts, and the receipt asks about the day.
            return noted_beside(commands, faults), []
        return commands + promises, faults
    if commands:
        return commands, []
    if heard.not_done and (span := _STILL_NEEDS.search(smooth(about.text))):
        return [], [about.fault("promise-without-date", "promise", span[0])]  # 还需要 3 天: which day?
    if about.row is not None and (left := _counted_part(heard, about)):
        return [], [about.fault("progress-without-total", "progress", left)]  # 2 完成，1 还差 3 台: of how many?
    waits = [s for s in heard.not_done if isinstance(s.date, Moment) and s.date.at > about.context.mailed]
    if about.row is not None and waits and about.node is not None:
        # 1 完成，2 还要等下周二的窗口: what comes on that day?
        asked = about.fault("not-heard", "node_result", clause_of(waits[0], about.text).strip(" ，,。；;\n"))
        return [], [replace(asked, nearest=(about.node.title,))]
    if tagged and heard.not_done and cannot(about.text) is not None:
        return [], [
            about.fault("postponement-without-date", "postponement", clause_of(heard.not_done[0], about.text).strip())
        ]
    if heard.not_done:
        return [about.report(done=False)], []
    if not heard.part and (done_at := done_on(about.text, (), about.context)):
        return [about.report(done=True, done_at=done_at)], []  # 实际完成时间：12月2日
    if (since := in_force(about)) is not None:
        return [
            about.report(done_at=since)
        ], []  # 5.2 及以下 12月9日8:00起限制: `decide` takes it where nothing is lacking
    if tagged and is_to_be(about):
        return [], [about.fault("done-or-later", "promise", about.text.strip()[:100])]
    if tagged:
        return [about.report()], []
    own = [s for s in heard.part if about.node is not None and (not s.bases or about.node.base in s.bases)]
    if own and heard.count is None and about.node is not None and about.node.base == "rollout":
        return [], [
            about.fault("part-without-figure", "progress", clause_of(own[0], about.text).strip(" ，,。；;\n"))
        ]  # 第一批已完成
    return [], []


def _counted_part(heard: NodeHeard, about: About) -> str:
    """The clause that tells how many are done or left, and not of how many; '' where none does."""
    told = (clause_of(s, about.text).strip(" ，,。；;\n") for s in (*heard.part, *heard.not_done))
    return next((clause for clause in told if _UNITS.search(clause)), "")


_UNITS = late(
    r"(?:\d|[一二两三四五六七八九十])\s*(?:多|来|余)?(?:台|家|户|套|个(?!月|工作日|小时|星期|问题|缺陷)|门店)"
    r"|(?<![a-z])\d{1,6} (?:servers?|stores?|sites?|clients?|units?|more|left|remaining|to go)(?![a-z])"
)
# 都升完了，共 186 台
_IN_ALL = late(
    r"(?:一共|总共|共计?|合计|总计)(?:有|是|为)?\s*(\d{1,7})\s*(?:台|家|套|个(?!月|工作日|小时|问题|缺陷)|户|条"
    r"|点)(?!问题|缺陷)"
    r"|(?<![a-z])(?:all|total of) (\d{1,7}) (?:servers?|clients?|sites?|stores?|units?)"
)
_ONLY_SOME = late(r"最后|剩|余下|其余|其中|今天又|这批|本批|第[一二三四五\d]批|last|remaining")


def _in_all(text: str, node: Node | None) -> Progress | None:
    """The sum that a closing word names, where no other sum is known: a share before it (40 %) counts for none."""
    line = smooth(text)
    found = list(_IN_ALL.finditer(line))
    known = node.progress.total if node is not None and node.progress else None
    if len(found) != 1 or _ONLY_SOME.search(line) or (known is not None and known not in (100, 1000)):
        return None
    count = int(found[0][1] or found[0][2])
    return Progress(done=count, total=count) if count else None


def _named_ahead(about: About) -> Moment | None:
    """The day of 完成时间：12月8日 beside a result, where it is still to come and not the one on which the node is due."""
    day = labelled_day(about.text, about.context)
    days = about.context.days
    if day is None or day.day <= days.day_of(about.context.mailed):
        return None
    return None if about.node is not None and day.day == days.day_of(about.node.due) else day


def _mended(heard: NodeHeard, text: str) -> bool:
    """第一次失败，重试后全部完成: what failed first is done at last."""
    closed = [s.start for s in (*heard.done, *heard.all_done)]
    return bool(closed) and max(closed) > heard.failed[-1].start and bool(_AGAIN.search(smooth(text)))


def _afterwards(said: Said, about: About) -> bool:
    """已完成，预计明天发报告; 已提测，预计周五测完: the promise is not about the node."""
    clause = clause_of(said, about.text)
    built = about.node is not None and about.node.base == "build" and _TESTED.search(clause)
    return bool(_AFTERWARDS.search(clause) or built)


def _is_today(said: Said, context: Context) -> bool:
    return isinstance(said.date, Moment) and said.date.day == context.days.day_of(context.mailed)


_SUBMITS = late(r"提交|上传|发布|交付|提测|submit|upload|deliver|releas")


def _submits_today(said: Said, text: str, context: Context) -> bool:
    untimed = isinstance(said.date, Moment) and not said.date.timed
    return (
        untimed and said.mood == "future" and _is_today(said, context) and bool(_SUBMITS.search(clause_of(said, text)))
    )

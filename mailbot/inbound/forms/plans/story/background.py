"""is_background: whether a clause plainly tells of no node: what has been, who is away, what others want and the sender hopes (SPEC 3 "Body")."""

from mailbot.late import late

__all__ = ["is_background"]

# Who is away does nothing of the plan that is not said: 李想下周休年假.
_AWAY = late(
    r"生日|结婚|婚礼|搬家|年会|大会|回国|看病|聚餐|团建|休(?:[^，,。；;\d升]{0,3})假|年假|婚假|产假|陪产|调休|请假|出差"
    r"|(?:在|去|到)[^，,。；;\d]{0,6}(?:现场|总部|外地|展会|培训)(?:$|[，,。；;待呆盯办驻])"
    r"|不在(?:公司|办公室|国内|岗)"
    r"|(?<![a-z])(?:travel+ing|on (?:annual |sick |parental |maternity )?leave"
    r"|on (?:vacation|holidays?|a (?:business )?trip)|out of (?:the )?office|ooo"
    r"|away (?:from|on|until|all))(?![a-z])"
)
# What was, told with a day of the week that is read as one to come: 郑凯周五已经把包打好了, QA signed off the build on Friday.
_WAS = late(
    r"(?<![未没])(?:已经?|刚刚?|早[就已])[^，,。；;]{0,14}?(?:了|过|好|完|妥)(?=$|[\s，,。；;])"
    r"|(?:问|提|说|讲|聊|谈|催|碰|来|试|报|提醒|反馈|沟通|讨论|确认)过(?:了|$|[这那一两三几他她我你此])"
    r"|附件(?:里|中)?(?:是|有|为)|刚给了|刚[交发出]了"
    r"|(?<![a-z])(?:signed (?:\w+ )?off|came|went|gave|told|said|asked|mentioned|wrote|sent|shipped|found|saw"
    r"|met|spoke|talked|discussed|decided|reported|handed|got|made|built|ran|began|brought|held|raised|showed"
    r"|crashed|failed|passed|approved)(?![a-z])"
    r"|(?<![a-z])(?:finished|completed|tested|delivered|released|published|fixed"
    r"|verified)(?! (?:on|by|before|until|in|from|this|next)(?![a-z]))(?= [a-z])"
    r"|(?<![a-z])(?:was|were|had been|has been|have been|had an?)(?![a-z])"
    r"|(?<![a-z])(?:hope|trust) (?:you|this|everyone|all)(?![a-z])|愉快|快乐|过得[^，,。；;]{0,6}[吗吧]?$"
)
_BY = late(
    r"(?<![a-z])(?:by|before|until|till|no later than)(?![a-z])|之?前(?![面期端台])|以前|起|[开][始工]"
    r"|(?<![a-z])(?:will|shall|can|should|must|going to)(?![a-z])"
)
# What somebody outside of the plan wants of it: 信息安全那边要求年前处理掉, the management asked us to close this.
_DEMANDS = late(
    r"(?:领导|老板|客户|用户|总部|集团|公司|上面|上级|甲方|监管|银行|银联|税务|工商|审计|安全|信安|法务|财务"
    r"|市场|运营|销售|[总局行])(?:们|局|部|那边|这边|方面|部门|团队|也|都|一直|又)*(?:要求|希望|催|想|盼|说|通知"
    r"|规定|强调|提出|反映|投诉|问|盯)"
    r"|(?<![a-z])(?:asked|told|wants?|wanted|urged?|urges|pushed|pushes|pushing|expects?|expected) (?:us|me"
    r"|everyone|everybody)(?: all)? to(?![a-z])"
)
# What is to be done afterwards, by nobody: 下发后次日请抽查磁盘占用; and who gave what stands below.
_AFTERWARDS = late(
    r"^(?:升级?|下发|限制|更新|完成|上线|生效)[完好]?(?:完成)?(?:以后|之后"
    r"|后)(?:的?(?:次日|第二天|当天|隔天|\d{1,2}(?:天|小时|个?工作日)内|[一两三]天内))?[，,]?(?:请|需要?|应|务必"
    r"|记得|要)"
    r"|(?:给|提供|定|发来|整理)的?(?:值|参数|清单|名单|地址|链接)[^，,。；;]{0,4}(?:如下|见|在下)"
)
_WISHES = late(
    r"(?:确保|力保|保证|务求)[^，,。；;\d]{0,4}(?=年|元旦|春节|节|月底|下周|本周)"
    r"|(?:我们?|本来|这次|就是|也|都)?(?:不?想|希望|盼|争取|力争|打算|目标是)[^，,。；;\d]{0,4}(?:在|赶在|能在|于)"
    r"|(?<![a-z])(?:(?:i|we)(?:'d| would)? (?:really )?(?:like|love|want|hope|wish|need|aim|prefer)"
    r"|hop(?:e|ing) to|aim(?:ing)? to|keen to|in order to)(?![a-z])"
)


def is_background(text: str, *, named: bool, deeds: bool, day: bool, dated: bool) -> bool:
    """Of a clause in lower case. `named`: it names a person or department besides the sender; `deeds`: it has a word for a node's work;
    `day`: it gives a day; `dated`: one in figures, which is a plan's sooner than 上周五, before Christmas or on Friday."""
    if not dated and _AFTERWARDS.search(text):
        return True
    if not deeds and _AWAY.search(text):
        return True
    if day and not dated and _WAS.search(text) and not _BY.search(text):
        return True
    if not named and not (deeds and dated and not text.isascii()) and _DEMANDS.search(text):
        return True
    return not named and not dated and _WISHES.search(text) is not None

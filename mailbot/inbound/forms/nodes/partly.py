"""is_part: whether a word of 完成 is said of a part of the work: a batch, a place, a shop, a customer (SPEC 9 "Replies")."""

from mailbot.inbound.forms.nodes.moodplace import Place
from mailbot.late import late

_PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 "
    "青海 台湾 内蒙古 内蒙 广西 西藏 宁夏 新疆 香港 澳门"
)
_NORTH = (
    "北京(?!时间) 天津 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 阳泉 长治 晋城 朔州 "
    "晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 "
    "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 松原 白城 延边 "
    "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 牡丹江 黑河 绥化"
)
_EAST = (
    "上海 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 太仓 宜兴 "
    "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 "
    "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 "
    "漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 "
    "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽"
)
_SOUTH = (
    "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 "
    "宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 "
    "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 "
    "茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 "
    "南宁 柳州 桂林 梧州 北海 钦州 贵港 玉林 百色 河池 海口 三亚 儋州"
)
_WEST = (
    "重庆 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 贵阳 六盘水 "
    "遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 大理 拉萨 日喀则 "
    "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 兰州 嘉峪关 天水 武威 张掖 酒泉 西宁 银川 石嘴山 乌鲁木齐 "
    "克拉玛依 吐鲁番 哈密 喀什 伊犁"
)
_ABROAD = (
    "新加坡 东京 大阪 首尔 曼谷 雅加达 吉隆坡 马尼拉 河内 胡志明 迪拜 阿布扎比 利雅得 伊斯坦布尔 孟买 新德里 "
    "伦敦 巴黎 柏林 法兰克福 慕尼黑 米兰 马德里 莫斯科 纽约 洛杉矶 旧金山 芝加哥 多伦多 温哥华 悉尼 墨尔本 "
    "singapore tokyo osaka seoul bangkok jakarta kuala_lumpur manila hanoi ho_chi_minh dubai abu_dhabi riyadh "
    "istanbul mumbai delhi london paris berlin frankfurt munich milan madrid moscow "
    "new_york los_angeles san_francisco chicago toronto vancouver sydney melbourne beijing shanghai shenzhen "
    "guangzhou hangzhou nanjing suzhou chengdu wuhan xi'an hong_kong taipei macau"
)
_CITIES = "|".join(
    f"(?<![a-z]){name.replace('_', ' ')}(?![a-z])" if name.isascii() else name
    for names in (_PROVINCES, _NORTH, _EAST, _SOUTH, _WEST, _ABROAD)
    for name in names.split()
)
_PART = late(
    r"第[一二三四五六七八九十\d]{1,3}(?:批|轮|期|阶段|步|波|部分)|首批|首轮|首期"
    r"|前[一二三四五六七八九十\d]{1,4}(?:台|家|批|户|个)|一部分|部分|一半|大半|多半|过半|大部分|绝大多数|大多数"
    r"|多数|少数|个别|有些|某些|有的|几(?:台|家|个)|其中|除|之外|以外|基本|大体|大致|初步|差不多|几乎|接近|临近"
    r"|主体|主要"
    r"|(?<![a-z])(?:half|part|partly|partially|some|most|mostly|almost|nearly|several|except|but|apart from"
    r"|first batch|second batch|third batch|phase \d|batch \d|one of|two of)(?![a-z])"
)
_PLACES = late(rf"{_CITIES}|华东|华南|华北|华中|东北|西北|西南|西部|东部|南部|北部|中部|海外|国内|国外|亚太|欧洲|北美")
# 银座店已升完, 常州站点: one of them, where no word of all or of the rest stands for its name.
_SITE = late(
    r"(?:^|[，,。；;\s])(?P<name>[\u4e00-\u9fff]{2,4}?)(?:分公司|分店|站点|机房|网点|园区|片区|客户"
    r"|(?<!门)店)(?=(?:也|都|已|昨|今|刚|全|的|这边|那边|升|做|弄|搞|完|装|切|更|下|推|\s|$))"
)
_ANY_SITE = late(
    r"所有|全部|全体|各|其[余他它]|剩|余|最后|我|咱|这|那|本|[两三四五六七八九十几]|大部分|整个|收到|目前|现在"
    r"|截至|已|重点|大$|老|普通|一般"
)
# We upgraded Singapore: what stands behind the verb is what was done, and not all.
_OBJECT = late(
    r"(?<![a-z])(?:upgraded|updated|pushed|restricted|deployed|installed"
    r"|blocked) (?!(?:the|all|our|every\w*|them|it|both|servers?|stores?|sites?|clients?|customers?|machines?"
    r"|successfully|yesterday|today|last|this|on|at|in|by|to|and|but|with|without|for|from|ok|fine|now|already"
    r"|completely|fully|as|before|after|of|except|\d)(?![a-z]))[a-z]{3,}"
)
# Finished the upgrade in Singapore and Jakarta; in time, for now, in all regions are no places.
_IN_A_PLACE = late(
    r"(?: the| our| all)?(?: (?!in|at|for|on|by|with)[a-z-]{2,12}){0,3} (?:in"
    r"|at) (?P<where>(?!the |our |all |time|full|total|advance|order|both|each|every|place|parallel|batch"
    r"|production|prod|one|two|three|a |an |last|night|once|noon|midnight"
    r"|\d)[a-z]{3,}(?:(?:,| and|, and) (?!the |all |no |we |i |it |they |everything|nothing)[a-z]{3,}){0,5})"
)
_PROPER = late(r"[a-z]{3,}(?<!and)")
# Done for the roll-out, except two sites.
_LEFT_OUT = late(
    r"[^.;。；\n]{0,40}?(?<![a-z])(?:except(?!ion)|apart from|other than|all but|but not|aside from)(?![a-z])"
)


def is_part(place: Place, before: str) -> bool:
    """第一批已完成, 北京已完成: a part, unless the node itself is called so."""
    if _LEFT_OUT.match(place.text, place.word.end):
        return True
    own_words = (
        place.word.words if place.word.words.startswith(("all ", "every ")) else ""
    )  # all Singapore sites are on 9.0.2
    around = f"{before} {own_words} {place.after[:6]}"
    found = [m[0] for pattern in (_PART, _PLACES) for m in pattern.finditer(around)]
    found += [m["name"] for m in _SITE.finditer(around) if not _ANY_SITE.search(m["name"])]
    if place.word.words.isascii() and (m := _OBJECT.match(f"{place.word.words}{place.after}")):
        found.append(m[0].rpartition(" ")[2])
    if place.word.words.isascii() and (m := _IN_A_PLACE.match(place.after)):
        found += _PROPER.findall(m["where"])
    own = " ".join(place.work.whole)
    return any(word not in own for word in found)

"""Chinese surnames, as the hundred families list them: what begins a name, in a signature as in a plan. By them a name that the
directory lacks is seen as one (`（张三）`) and asked about."""

from mailbot.han import han

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛狄"
    "贝臧戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵季贾江颜郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房裘缪解应宗丁宣邓郁洪包左石崔吉龚程邢裴陆荣翁荀羊甄封储靳段富巫乌焦巴牧谷车侯班仰仲伊宫宁仇栾甘厉戎武符刘景詹束"
    "龙叶幸司黎薄印白蒲台从鄂索赖卓屠蒙池乔阴苍闻莘党翟谭贡劳姬申冉宰桑桂牛寿通边燕冀尚农温庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖终居衡步耿满弘匡国文寇广欧利师巩聂敖冷辛阚那简饶空曾沙养丰关查游盖益岳佟代"
    "涂覃仝"
)
COMPOUND_SURNAMES = tuple("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 端木".split())


# Rarer ones: between brackets or beside a day, where a name is looked for, they are one.
_ONE = SURNAMES | frozenset("惠松宓蓬全韶咸籍蔺雍濮沃蔚越毋佘楚肖闫乜邸苑阳迟")
_TWO = (*COMPOUND_SURNAMES, "宇文", "长孙")
# What begins like a name and is a word of plans.
_PHRASES = (
    "上官网 全量 全面 全部 全网 全国 全体 通知 通过 高级 高优 应急 应用 方案 方式 任务 任意 华东 华南 华北 华中 "
    "国内 国外 国庆 广东 广西 江苏 安徽 安装 安排 安全 石家庄 宁波 常规 常用 平台 平稳 文档 文件 程序 关闭 关于 "
    "关键 支持 时间 申请 路由"
    " 查询 查看 游戏 利用 步骤 终端 终止 终版 满意 向导 连接 连锁 包括 包含 解决 解释 解除 项目 项次 易用 温馨 "
    "白天 白名单 白盒 黑盒 周五 周一 周二 周三 周四 周六 周日 周末 周期 周报 元旦 元月 车载 台账 台式 台湾 从库 "
    "司机 印发 农村 边缘 尚未 尚可 那边 简单 简版 空闲 养护 管理 管控 计划 单独 单店 单位 左右 金额 金融 马上 "
    "黄灯 乐观 于是 万一 万台 万家 阳历 代码 代理 代劳 代替 代办 代管 代发 代为 江西 宣传 宣贯 包装 季度 季末 松江 经理 经办 党委 国家 师傅"
    " 越南 沙箱 龙岗 古城 房产 容量 容灾 能力 充值 充电 习惯 景区 薄弱 贝塔 公告 何时 何人 余下 余量 许可 毛病 "
    "封账 封盘 全推 全升 全发 全换 全装 全绿 关掉 关停 关门 那就 那么 广州 那周 那天 那批 那次 那些 那个 那几 成都 成功 都市 花费 史上 谢谢 许多 任何 万分 和平 水平 宗旨 应在 应于 易错 金牌 银牌 后台 后续 首批 温州 "
    "方面 方可 方能 方便 封网 封库 封版 从官 于本 应该 应当 安心 连续 连同 时候 经过 空出 高峰 幸好 明天 明年 "
    "明早 成立 成果 金额"
)
_WORDS = frozenset(_PHRASES.split())


def looks_like_name(text: str) -> bool:
    """Whether two to four Chinese characters may be a person's name: a surname first, and no word of plans."""
    if not 2 <= len(text) <= 4 or han(text) < len(text):
        return False
    if text in _WORDS or text[:2] in _WORDS or text[-1] in "岛部区组店省市县期批次版台家个套点日月时前后内外上下了着的":
        return False
    if text[:2] in _TWO:
        return len(text) > 2
    return text[0] in _ONE and len(text) <= 3

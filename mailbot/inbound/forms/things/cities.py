"""CITIES: names of cities and provinces, as an alternation: whoever says that one of them is done tells of a part of the work."""

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

CITIES = "|".join(
    f"(?<![a-z]){name.replace('_', ' ')}(?![a-z])" if name.isascii() else name
    for names in (_PROVINCES, _NORTH, _EAST, _SOUTH, _WEST, _ABROAD)
    for name in names.split()
)

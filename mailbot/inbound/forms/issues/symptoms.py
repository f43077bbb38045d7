"""SYMPTOM: words of what goes wrong; by them a problem is told from a step, a greeting and a heading."""

import re

from mailbot.late import late

# 登录白屏 is no step, though it begins as one.
SYMPTOM = late(
    r"白屏|黑屏|花屏|蓝屏|乱码|错位|错乱|失败|失效|失灵|报错|出错|异常|崩溃|闪退|无法|不能|未能|没法|不了|不上"
    r"|不到|不准|不对|不符|不全|不正确|不完整|打不开|不出|不显示|不生效|不一致|不同步|不刷新|不更新|不回|不识别"
    r"|不响|没有?(?!问题|异常|影响|关系|报错|区别|时间|空|人)[\u4e00-\u9fff]{2}|无响应"
    r"|卡顿|卡死|卡住|卡在|死机|宕机|(?:很|变|过|太|比较|特别|非常|速度)慢|慢(?:了|很多|得|(?=$|[，。；、,（(]))"
    r"|缓慢|超时|空白|为空|丢失|缺失|缺少|丢了|重复|错误|有误|泄漏|泄露|溢出|中断|断开|掉线|经常断|断连|过高"
    r"|飙高|飙升|占满|占用|上涨|增长|堆积|堵塞|阻塞|清零|多扣|多算|少算|漏算|少了|漏了|被拒|拒绝|变成|变形|模糊"
    r"|失真|残留|断了|没了|不见了|变小|变大|消失|未(?!发现|见|收到|来|必|曾|定)[\u4e00-\u9fff]{2}|越权|明文|冲突"
    r"|死锁|挂了|自动退出|自己退出|要等|提示[“\"‘']|报 ?\d{3}|(?<!\d)(?:40[0-9]|50[0-4])(?![\d.])|起不来|进不去"
    r"|连不|登不|用不|升不|装不|找不|收不|发不|打不|查不|传不|读不|写不|看不"
    r"|(?<![a-z])(?:fail(?:s|ed|ure|ing)?|errors?|crash\w*|blank|broken|breaks?|empty|slow(?:er|ly)?|hangs?"
    r"|hanging|freez\w*|stuck|time(?:s|d)? ?out|timeouts?|missing|garbled|corrupt\w*|wrong|incorrect\w*|invalid"
    r"|cannot|can ?not|can't|doesn't|does not|do not|don't|didn't|did not|isn't|is not|are not|aren't|won't"
    r"|not (?:working|shown|saved|displayed|synced|respond\w*)|unable|shifted|duplicat\w*|lost|loses|lose"
    r"|disappear\w*|typo|misspel\w*|returns? (?:a |an )?(?:http )?[45]\d\d|ignores?|refus\w*|rejected|leaks?"
    r"|exits?|still in|takes? (?:over |more than )?\d+|exception|overflows?|overlaps?|truncated|cut (?:off|at)"
    r"|grey(?:ed)?(?: out)?|gray(?:ed)?|flickers?|misaligned|mismatch\w*|stale|out of sync|delayed|no longer"
    r"|never|unexpected\w*|too (?:long|slow|many|large))(?![a-z])",
    re.IGNORECASE,
)

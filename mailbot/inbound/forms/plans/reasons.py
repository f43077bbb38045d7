"""The clauses of a plan that say why: their days are none of the plan's (SPEC 3 "Body")."""

from mailbot.late import late

__all__ = ["REASON"]

# 因客户年末封网: why, and no day of the plan.
REASON = late(r"^\s*为(?!期|止|准|主)[^，,。；;]{2,40}(?=$|[，,])|(?:因(?:为|(?!此|而))|由于|鉴于|考虑到)[^，,。；;]{2,30}?(?=$|[，,。；;]|(?:要|得|需要?|只能|才能|可能|预计|估计)*等?[到至]\s*(?:\d|[明下后本]|[一二三四五六七八九十]+月)|(?:安排|定|改|放)[在到于为成至]\s*\d|可以?(?:放宽|宽限|延|推|晚)|(?<!客户)(?:放宽|宽限|顺延|延[至到]|延[迟期后][至到]|推迟[至到]))(?![^，,。；;]{0,12}的原因)|(?<![a-z])(?:because|since|due to|owing to)(?! (?:on|by))(?: [\w']+){1,10}")

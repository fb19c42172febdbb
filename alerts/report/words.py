"""The fixed words of the report in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from alerts.lifecycle import State
from alerts.rules import Words
from sources.releases import VisitOutcome
from sources.series import RefusalReason

WORDS: Mapping[str, Words] = {
    "title": Words("宁波工业数据监测报告", "Ningbo industry monitor: report"),
    "span": Words("{first} 至 {last}（北京日期）", "{first} to {last} (Beijing days)"),
    "made": Words("生成于 {at}（北京时间）", "made {at}, Beijing time"),
    "invented": Words(
        "演练数据：2026年3月以后的发布均为虚构，并非官方数据，不得引用。",
        "Rehearsal: every release after March 2026 is invented. Not official; do not quote.",
    ),
    "colon": Words("：", ": "),
    "alerts_now": Words(
        "期末仍有{firing}项告警，本期变化{changes}次。",
        "Alerts: {firing} firing at the end, {changes} changes in this period.",
    ),
    "contents": Words("目录", "Contents"),
    "summary": Words("摘要", "Summary"),
    "found": Words(
        "{recorded}项记录中，{found}项已见到官方数值。",
        "{found} of {recorded} recorded figures and claims have a value from an official release.",
    ),
    "read": Words(
        "本期读取发布{releases}份，读出数字{figures}个，拒读{refusals}个，新增数值{values}个。",
        "Read in this period: releases {releases}, figures {figures}, numbers refused {refusals}, new values {values}.",
    ),
    "messages": Words(
        "消息：已送达{sent}条，待发{waiting}条，未能送达{dead}条。",
        "Messages: {sent} delivered, {waiting} waiting, {dead} could not be delivered.",
    ),
    "blind": Words(
        "有{n}个栏目最近一次未能看到；这些栏目没有新消息，不等于没有新发布。",
        "{n} columns could not be seen at the last visit; no news from them is not good news.",
    ),
    "unseen": Words("有{n}个栏目本期从未访问。", "{n} columns were not visited in this period."),
    "sighted": Words("全部栏目最近一次均可看到。", "Every column was seen at its last visit."),
    "verdict": Words("判断", "Verdict"),
    "number": Words("项数", "How many"),
    "verdicts": Words("各项记录的判断", "What became of the recorded figures"),
    "attention": Words("需要关注", "Needs attention"),
    "no_attention": Words("没有需要关注的项目。", "Nothing needs attention."),
    "scoreboard": Words("记录与最新数值", "Scoreboard"),
    "A": Words("城市统计", "City statistics"),
    "B": Words("名单、称号与数量", "Lists, titles and counts"),
    "C": Words("企业自述", "Firms' own claims"),
    "D": Words("事件与计划", "Events and plans"),
    "item": Words("记录项目", "Recorded figure or claim"),
    "record": Words("记录值", "Recorded"),
    "newest": Words("最新官方数值", "Newest official value"),
    "difference": Words("相差", "Difference"),
    "alert": Words("告警", "Alert"),
    "source": Words("来源", "Source"),
    "due": Words("应有更新", "a newer one is due"),
    "none": Words("无", "none"),
    "release": Words("发布页", "release"),
    "charts": Words("数列图", "Charts"),
    "no_charts": Words("还没有数列有两个以上的数值。", "No series has two values yet."),
    "key": Words(
        "实心点：最新数值；空心点：修订前的数值；虚线：记录值；点线：规则界线。",
        "Filled dots: newest values; hollow dots: values before a revision; dashed: recorded; dotted: a rule's limit.",
    ),
    "chart_says": Words(
        "{n}个时期，从{first}到{last}；最新为{newest}。", "{n} periods from {first} to {last}; the newest is {newest}."
    ),
    "limit": Words("规则界线", "Rule's limit"),
    "values": Words("数值表", "Values"),
    "period": Words("时期", "Period"),
    "value": Words("数值", "Value"),
    "before": Words("修订前", "Before revision"),
    "published": Words("发布日期", "Published"),
    "alerts": Words("告警", "Alerts"),
    "firing": Words("期末仍在告警", "Firing at the end of the period"),
    "changes": Words("本期变化", "Changes in the period"),
    "no_firing": Words("没有正在告警的规则。", "No rule is firing."),
    "no_changes": Words("本期没有变化。", "Nothing changed in this period."),
    "when": Words("时间", "When"),
    "change": Words("变化", "Change"),
    "about": Words("对象", "About"),
    "why": Words("判断依据", "Found"),
    "quote": Words("原文", "Quoted"),
    "rule": Words("规则", "Rule"),
    "sources": Words("来源状况", "Source health"),
    "publisher": Words("发布机构", "Publisher"),
    "column": Words("栏目", "Column"),
    "visits": Words("访问次数", "Visits"),
    "failed": Words("未能看到", "Not seen"),
    "last_success": Words("最近成功", "Last success"),
    "last_outcome": Words("最近结果", "Last outcome"),
    "evidence": Words("依据", "Evidence"),
    "columns": Words("栏目数", "Columns"),
    "trouble": Words("未能看到或未访问的栏目", "Columns that were not seen"),
    "all_columns": Words("全部栏目", "All columns"),
    "never": Words("从未", "never"),
    "not_visited": Words("本期未访问", "not visited"),
    "stand_in": Words("备用栏目，未用到", "stand-in, not needed"),
    "refusals": Words("拒读的数字", "Numbers that were refused"),
    "reason": Words("原因", "Reason"),
    "method": Words("方法说明", "Method"),
}
METHOD: tuple[Words, ...] = (
    Words(
        "“记录”是一篇报纸专版所写的数字和说法，不是官方发布；本报告说明官方后来发布的数值对它意味着什么。",
        "“Recorded” is what one newspaper feature wrote, not an official release; this report says what later official values do to it.",
    ),
    Words(
        "数值取自官方网页的原文。读不准的数字一律拒读并保存，绝不猜测；因此“尚未见到”可能是没有发布，也可能是没有读出。",
        "Values are read from the text of official pages. What cannot be read with certainty is refused and kept, never guessed; so “not found” "
        "may mean not published, or not read.",
    ),
    Words(
        "增速只与增速相比，不由总量推算；不同类型的时期、不同地区、不同口径互不相比。“超”“近”“约”按原意判断，判断不了就写“无法判断”。",
        "Growth is compared with growth and never computed from levels; other kinds of period, areas or scopes are not compared. “Over”, “nearly” "
        "and “about” are taken as they are said; what they leave open is undecidable.",
    ),
    Words(
        "同一时期的新数值是修订，旧数值一并保留。缺少数据从不解除告警。",
        "A new value for the same period is a revision and the old one is kept. Missing data never resolves an alert.",
    ),
    Words(
        "本报告按期末当时本系统已看到的内容编制：之后才看到的内容不在其中。",
        "The report tells what this monitor had seen by the end of the period; what it saw later is not in it.",
    ),
)
STATES: Mapping[State | None, Words] = {
    State.FIRING: Words("告警中", "firing"),
    State.PENDING: Words("待确认", "pending"),
    State.RESOLVED: Words("已解除", "resolved"),
    State.INACTIVE: Words("正常", "quiet"),
}
OUTCOMES: Mapping[VisitOutcome, Words] = {
    VisitOutcome.NEW: Words("有新发布", "new"),
    VisitOutcome.UNCHANGED: Words("无变化", "unchanged"),
    VisitOutcome.VALID_EMPTY: Words("空列表", "empty, as it may be"),
    VisitOutcome.BLOCKED: Words("被拦截", "blocked"),
    VisitOutcome.LAYOUT_CHANGED: Words("版式改变", "layout changed"),
    VisitOutcome.MOVED: Words("已迁移", "moved"),
    VisitOutcome.FAILED: Words("失败", "failed"),
}
REASONS: Mapping[RefusalReason, Words] = {
    RefusalReason.TARGET: Words("目标", "a target"),
    RefusalReason.QUOTA: Words("指标额度", "a quota"),
    RefusalReason.FORECAST: Words("预测", "a forecast"),
    RefusalReason.UNKNOWN_AREA: Words("地区不明", "whose it is cannot be told"),
    RefusalReason.UNKNOWN_INDICATOR: Words("指标不明", "what is measured cannot be told"),
    RefusalReason.UNPAIRED: Words("对应不上", "cannot be paired"),
    RefusalReason.DAMAGED: Words("文字残缺", "damaged"),
    RefusalReason.IMPLAUSIBLE: Words("数值不合理", "implausible"),
    RefusalReason.NOT_A_FIGURE: Words("不是数据", "no figure"),
}

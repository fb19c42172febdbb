"""The fixed words of messages in each language."""

from __future__ import annotations

from typing import Any

from alerts.languages import Language
from alerts.notifications import Reason
from alerts.rules import Severity

PHRASES: dict[Language, dict[str, Any]] = {
    Language.ZH: {
        "open": "【",
        "close": "】",
        "and_more": "，另有{n}项",
        "colon": "：",
        "comma": "，",
        "between_names": "、",
        "of_release": "来源",
        "snapshot": "原始网页存档号",
        "flow_run": "运行记录",
        "quote": "原文",
        "value": "数值",
        "difference": "相差",
        "compared": "对比",
        "recorded": "记录",
        "previous": "此前",
        "found": "判断",
        "comparability": "与记录的关系",
        "rule": "规则",
        "purpose": "为何关注",
        "legend": "“记录”指2026年年中报道中写下的数字。",
        "next_due": "下次应发布",
        "test": "这是宁波发布监测的测试消息，不代表任何数据变化；收到即说明已接通。",
        "reasons": {
            Reason.FIRST: "有新的告警",
            Reason.NEW_ALERT: "又有新的告警",
            Reason.REVISED: "官方修订了数值",
            Reason.SOME_RESOLVED: "部分告警已解除",
            Reason.ALL_RESOLVED: "告警已全部解除",
            Reason.REPEAT: "提醒：告警仍未解除",
            Reason.DIGEST: "汇总：以下消息合为一条",
            Reason.TEST: "测试消息",
        },
        "states": {
            "firing": "告警",
            "happened": "通知",
            "resolved": "解除",
            "taken back": "因修订解除",
        },
        "severities": {Severity.NOTE: "一般", Severity.WARNING: "重要", Severity.CRITICAL: "严重"},
    },
    Language.EN: {
        "open": "[",
        "close": "] ",
        "and_more": ", and {n} more",
        "colon": ": ",
        "comma": ", ",
        "between_names": "; ",
        "of_release": "Source",
        "snapshot": "Page as kept, no.",
        "flow_run": "Run",
        "quote": "Quoted",
        "value": "Value",
        "difference": "Difference",
        "compared": "Compared with",
        "recorded": "Recorded",
        "previous": "Before",
        "found": "Found",
        "comparability": "Against the record",
        "rule": "Rule",
        "purpose": "Why it matters",
        "legend": "“Recorded” is what the newspaper feature of mid-2026 says.",
        "next_due": "Next due",
        "test": "This is a test message of ningbo-monitor; nothing has changed. If you read this, messages reach you.",
        "reasons": {
            Reason.FIRST: "New alert",
            Reason.NEW_ALERT: "Another new alert",
            Reason.REVISED: "An official value was revised",
            Reason.SOME_RESOLVED: "Some alerts are resolved",
            Reason.ALL_RESOLVED: "All alerts are resolved",
            Reason.REPEAT: "Reminder: still firing",
            Reason.DIGEST: "Digest: several messages in one",
            Reason.TEST: "Test message",
        },
        "states": {
            "firing": "Alert",
            "happened": "Notice",
            "resolved": "Resolved",
            "taken back": "Resolved by a revision",
        },
        "severities": {Severity.NOTE: "note", Severity.WARNING: "warning", Severity.CRITICAL: "critical"},
    },
}

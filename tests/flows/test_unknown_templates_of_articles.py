"""An article in a template that nobody has seen is read, and leaves its mark beside its column."""

from __future__ import annotations

from datetime import date

import pytest
from rehearsed_house import OnDay

from flows.fetching import articles_of
from flows.reading import read_one
from sources.pages import BY_RULE
from sources.releases import ReleaseRef, Snapshot, VisitOutcome
from store import snapshots, visits
from store.database import read_only, unit_of_work
from store.releases import ReleaseRead

REF = ReleaseRef("ningbo-stats", "数据发布", "0" * 32, "https://tjj.ningbo.gov.cn/a.html", "工业", date(2026, 5, 20))
PAGE = """<html><head><meta name="SiteName" content="宁波市统计局"><meta name="ArticleTitle" content="1—4月全市工业"></head>
<body><div {holder}><p>1—4月，全市规模以上工业增加值同比增长8.8%，增速比一季度提高0.3个百分点，运行稳健。</p></div></body></html>"""


@pytest.mark.parametrize(("holder", "marked"), [('class="new"', True), ('id="zoom"', False)], ids=["unknown", "known"])
def test_only_an_unknown_template_leaves_a_mark(on_day: OnDay, holder: str, marked: bool) -> None:
    home = on_day(date(2026, 5, 20))
    content = PAGE.format(holder=holder).encode()
    snapshot = Snapshot(REF.url, content, "text/html; charset=utf-8", home.clock.now())
    with unit_of_work(home.store) as session:
        snapshots.keep(session, snapshot)
    done = read_one(home, ReleaseRead(REF, snapshot.sha256))
    assert (done.figures, done.problem) == (2, "")
    with read_only(home.store) as session:
        state = visits.state(session, REF.publisher, articles_of(REF.column))
        told = [
            visit.evidence
            for visit in visits.recent(session, REF.publisher, articles_of(REF.column))
            if BY_RULE in visit.evidence
        ]
    assert (state is not None and state.last_outcome is VisitOutcome.NEW) is marked
    assert bool(told) is marked

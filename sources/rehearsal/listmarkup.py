"""The rehearsed sites' lists: the shapes of the real ones, filled from rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from sources.rehearsal.places import Place
from sources.rehearsal.record import Promise

UNIT_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"
WEEKDAYS = "一二三四五六日"
INLINE_PAGE = 45  # rows that a page holds inside


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list as it is shown; `day` may be empty."""

    title: str
    href: str
    day: str
    year: int | None = None  # of a year table
    label: str = ""


def unit_shell(place: Place, query: Mapping[str, str], head: str) -> str:
    """A column that holds no rows: two scripts, one for the header and one for the list."""
    scripts = "".join(
        f'<div class="{where}"><script src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3" url="{UNIT_PATH}" '
        f'queryData="{_pseudo_json({**query, "tagId": tag})}"></script></div>'
        for where, tag in (("header", "页头"), ("clist_con", query["tagId"]))
    )
    return page(head, scripts)


def unit_answer(lines: Sequence[Line], tag: str, number: int, size: int, hidden: bool = False) -> str:
    """The unit API's JSON: one page of rows and a pager."""
    shown = [] if hidden else lines[(number - 1) * size : number * size]
    rows = "".join(
        f'<li class="cf"><a class="fl" href="{line.href}" title="{escape(line.title)}" target="_blank"><i></i>'
        f'{escape(cut(line.title))}</a><span class="fr">{line.day}</span></li>'
        for line in shown
    )
    pager = f'<div class="pagination" rows="{size}" count="{len(lines)}" pageno="{number}" uniturl="{UNIT_PATH}"></div>'
    html = f'<div id="{tag}"><div class="page-content"><ul>{rows}</ul></div>{pager}</div>'
    return json.dumps({"success": True, "code": "200", "message": "", "data": {"html": html}}, ensure_ascii=False)


def datastore(place: Place, lines: Sequence[Line], number: int = 1, hidden: bool = False) -> str:
    """Records as the proxy answers them; the same stand inside a page of the older generation."""
    shown = [] if hidden else lines[(number - 1) * INLINE_PAGE : number * INLINE_PAGE]
    records = "".join(f"<record><![CDATA[{_record(place, line)}]]></record>" for line in shown)
    pages = -(-len(lines) // INLINE_PAGE)
    return (
        f"<datastore><totalrecord>{len(lines)}</totalrecord><totalpage>{pages}</totalpage>"
        f"<recordset>{records}</recordset></datastore>"
    )


def inline_column(unit: str, store: str, head: str) -> str:
    """A column with its rows in an inline datastore."""
    return page(head, f'<div id="{unit}"><script type="text/xml">{store}</script></div>')


def proxy_column(place: Place, unit: str, head: str) -> str:
    """A column that only says how its rows are to be asked for."""
    config = (
        f"$('#{unit}').jpage({{proxyUrl:'/module/web/jpage/dataproxy.jsp',data:{{webid:32,path:'/',"
        f"columnid:'{place.number}',unitid:'{unit}'}}}})"
    )
    return page(head, f'<div id="{unit}"></div><script>{config}</script>')


def year_tables(lines: Sequence[Line], head: str) -> str:
    """One table a year, a linked cell a month."""
    tables = []
    for year in sorted({line.year for line in lines if line.year}, reverse=True):
        cells = "".join(f'<td><a href="{line.href}">{line.label}</a></td>' for line in lines if line.year == year)
        tables.append(f'<table class="TJNw016"><tr><th>{year}年</th></tr><tr>{cells}<td>&nbsp;</td></tr></table>')
    return page(head, "".join(tables) or '<table class="TJNw016"></table>')


def static_list(lines: Sequence[Line], head: str) -> str:
    """A static list with the link twice in each row, for two widths of screen."""
    rows = "".join(
        f'<li><a class="fl pchide" href="{line.href}" title="{escape(line.title)}">{escape(line.title)}</a>'
        f'<a class="fl mhide" href="{line.href}" title="{escape(line.title)}">{escape(cut(line.title))}</a>'
        f"<span>{line.day}</span></li>"
        for line in lines
    )
    return page(head, f'<div class="list-content"><ul>{rows}</ul></div>')


def home_page(lines: Sequence[Line], columns: Sequence[tuple[str, str]], head: str) -> str:
    """Links to columns, the newest of several of them in two shapes of row, and friends."""
    links = "".join(f'<li><a href="{path}">{words}</a></li>' for words, path in columns)
    rows = "".join(
        f'<li><a href="{line.href}" title="{escape(line.title)}">{escape(cut(line.title))}</a><span>{line.day}</span></li>'
        if number % 2
        else f'<li><span>{line.day}</span><a href="{line.href}">{escape(line.title)}</a></li>'
        for number, line in enumerate(lines)
    )
    friends = '<li><a href="https://www.gov.example/art/2026/art_1_2.html">友情链接</a></li>'
    return page(head, f"<ul>{links}</ul><ul>{rows}</ul><ul>{friends}</ul>")


def feed(lines: Sequence[Line], host: str) -> str:
    items = "".join(
        f"<item><title>{escape(line.title)}</title><link>https://{host}{line.href}</link>"
        f"<description>{escape(line.title)}</description><pubDate>{line.day} 10:00:00</pubDate></item>"
        for line in lines
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}</channel></rss>'


def ministry_search(lines: Sequence[Line], host: str) -> str:
    def entry(line: Line) -> dict[str, Any]:
        title = f"<em>{line.title[:1]}</em>{line.title[1:]}"
        fields = {
            "title": title,
            "title_text": line.title,
            "url": f"https://{host}{line.href}",
            "jsearch_date": line.day,
        }
        return {"groupData": [{"data": fields}]}

    found = {"total": len(lines), "totalHits": len(lines), "dataResults": [entry(line) for line in lines]}
    return json.dumps({"success": True, "data": {"searchResult": found}}, ensure_ascii=False)


def province_search(lines: Sequence[Line], host: str) -> str:
    """The same result comes more than once."""
    results = [
        f"<div><div class='titleWrapper'><a href='https://{host}{line.href}'>{escape(line.title)}</a></div>"
        f"<div class='sourceTime'><span>来源:演练</span><span>时间:{line.day}</span></div></div>"
        for line in [*lines, *lines[:1]]
    ]
    return json.dumps({"total": len(results), "result": results}, ensure_ascii=False)


def release_service(lines: Sequence[Line], host: str) -> str:
    rows = [{"title": line.title, "url": f"https://{host}{line.href}", "pubDate": line.day} for line in lines]
    return json.dumps({"state": 20000, "data": {"list": rows}}, ensure_ascii=False)


def calendar(year: int, promises: Sequence[Promise], head: str) -> str:
    """A table of a year: two rows a line, the day with its weekday above the hour."""
    months = "".join(f"<th>{month}月</th>" for month in range(1, 13))
    rows = "".join(_calendar_line(number, one) for number, one in enumerate(promises, 1))
    title = f"<h1>{year}年国家统计局主要统计信息发布日程表</h1>"
    return page(head, f"{title}<table><tr><th>序号</th><th>内容</th>{months}</tr>{rows}</table>")


def _calendar_line(number: int, promise: Promise) -> str:
    by_month = {day.month: f"{day.day}/{WEEKDAYS[day.weekday()]}" for day in promise.days}
    days = "".join(f"<td>{by_month.get(month, '……')}</td>" for month in range(1, 13))
    hours = "".join(f"<td>{promise.hour if month in by_month else ''}</td>" for month in range(1, 13))
    head = f'<td rowspan="2">{number}</td><td rowspan="2">{escape(promise.name)}</td>'
    return f"<tr>{head}{days}</tr><tr>{hours}</tr>"


def agenda(promises: Sequence[Promise]) -> str:
    """Made up: nobody has recorded the answer of this service."""
    rows = [{"title": one.name, "agendaDate": f"{day} {one.hour}"} for one in promises for day in one.days]
    return json.dumps({"state": 20000, "data": rows}, ensure_ascii=False)


def page(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def cut(title: str) -> str:
    return title if len(title) <= 22 else title[:22] + "…"


def _record(place: Place, line: Line) -> str:
    """Offices write their rows in different ways; links leave out the scheme, or name none."""
    href = f"//{place.host}{line.href}" if line.href.startswith("/") else line.href
    link = f'<a title="{escape(line.title)}" target="_blank" href="{href}">{escape(cut(line.title))}</a>'
    if place.listing.publisher == "zhejiang-jx":
        return f'<p class="lb-list">{link}<span>{line.day}</span></p>'
    return f"<li>{link}<span>{f'[{line.day}]' if line.day else ''}</span></li>"


def _pseudo_json(query: Mapping[str, str]) -> str:
    return "{" + ",".join(f"'{key}':'{value}'" for key, value in query.items()) + "}"

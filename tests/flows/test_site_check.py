"""`check --sites`: exactly what differs is told, and the proposed patch makes the next check clean."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from loopback import Reply, Site, serving
from rich.console import Console

from flows.check_sites import as_markdown
from flows.clock import StoppedClock, evening_of
from flows.settings import Settings
from flows.site_check import Check
from flows.site_check_command import check_sites, only
from flows.site_report import NAME_OF_CATALOGUE, Report, cells, print_report, report_on, write_patch
from sources import catalogue as catalogues
from sources.errors import ConfigError
from sources.rehearsal import FaultKind, Rehearsal
from sources.releases import VisitOutcome

DAY = date(2026, 11, 20)


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    with Rehearsal(day=DAY) as playing:
        yield playing


HOSTILE_ID = "x, evil: [/red] {"


@pytest.fixture
def hostile(rehearsal: Rehearsal) -> Iterator[Site]:
    """A site whose columns are the rehearsed ones, but for one that gives itself an id that would be YAML and markup."""
    host, unit = "tjj.zj.gov.cn", "/api-gateway/jpaas-publish-server/front/page/build/unit"
    entry = catalogues.load().publishers["zhejiang-stats"]
    with serving() as site:
        for listing in entry.listings():
            query = dict(parse_qsl(urlsplit(listing.fallback).query))
            own = query | {"pageId": HOSTILE_ID} if listing.column == "统计要闻" else query
            said = ",".join(f"'{name}':'{value}'" for name, value in own.items())
            shell = f'<html><script src="/unitbuild.js" url="{unit}" queryData="{{{said}}}"></script></html>'
            site.says(urlsplit(listing.url).path, Reply(body=shell.encode()), host=host)
            html = '<div><ul></ul><div class="pagination" rows="15" count="0" pageno="1"></div></div>'
            answer = json.dumps({"success": True, "data": {"html": html}}).encode()
            site.says(f"{unit}?{urlencode(own)}", Reply(body=answer), host=host)
        yield site


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the catalogue as a checkout has it, where a patch can be applied."""
    folder = (tmp_path / NAME_OF_CATALOGUE).parent
    shutil.copytree(catalogues.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def checked(rehearsal: Rehearsal | Site, checkout: Path, *publishers: str) -> Report:
    folder = (checkout / NAME_OF_CATALOGUE).parent
    settings = Settings(
        sites="rehearsal", data=checkout / "data", rehearsal_port=rehearsal.port, rehearsal_day=DAY, database_url=None
    )
    catalogue = only(catalogues.load(folder), publishers)
    return report_on(Check(settings, catalogue, StoppedClock(evening_of(DAY))).run(lambda finding: None), folder)


def apply(report: Report, checkout: Path) -> None:
    write_patch(report, checkout / "proposed.patch")
    command = ["git", "apply", "--unsafe-paths", "--directory", str(checkout), str(checkout / "proposed.patch")]
    subprocess.run(command, check=True, cwd="/")


def differences(report: Report) -> dict[str, tuple[str, ...]]:
    return {f"{f.listing.publisher}/{f.listing.column}": f.differs for f in report.findings if f.differs}


def test_the_whole_rehearsal_is_as_the_catalogue_expects_and_tells_what_it_does_not_know(
    rehearsal: Rehearsal, checkout: Path
) -> None:
    report = checked(rehearsal, checkout)
    assert differences(report) == {}
    assert report.status == 0
    assert len(report.findings) == sum(len(p.columns) for p in catalogues.load().publishers.values())
    apply(report, checkout)
    again = checked(rehearsal, checkout)
    assert again.patch == ""
    assert "learned=0" in again.summary()


def test_a_check_asks_each_column_once_and_one_page_of_it(rehearsal: Rehearsal, checkout: Path) -> None:
    report = checked(rehearsal, checkout, "miit")
    asked = [target for host, target in rehearsal.requests if host == "www.miit.gov.cn"]
    assert len(asked) == len(set(asked))
    assert not any("pageNo%22%3A2" in target for target in asked)
    columns = len(report.findings)
    assert len(asked) <= 2 * columns + 1  # a page and its interface, and robots.txt


def test_exactly_what_changed_is_told_and_the_patch_makes_the_next_check_clean(
    rehearsal: Rehearsal, checkout: Path
) -> None:
    rehearsal.play(FaultKind.MIGRATED, "1229895085")  # the inline list of a column is behind the proxy now
    rehearsal.play(FaultKind.RENUMBERED, "1229895084")
    rehearsal.move("zhejiang-jx/文件通知")
    rehearsal.move("ningbo-jx/公示公告")
    report = checked(rehearsal, checkout, "zhejiang-jx", "ningbo-jx")
    moved = "https://jxt.zj.gov.cn/moved/col/col1229886900/index.html"
    also_moved = "http://jxj.ningbo.gov.cn/moved/col/col1229561613/index.html"
    assert differences(report) == {
        "zhejiang-jx/统计信息": ("unit is now 5024952, the catalogue knows 5024951",),
        "zhejiang-jx/监测分析": ("the page is a dataproxy, the catalogue expects a jpage_inline",),
        "zhejiang-jx/文件通知": (f"column is now {moved}, the catalogue knows {moved.replace('/moved', '')}",),
        "ningbo-jx/公示公告": (f"column is now {also_moved}, the catalogue knows {also_moved.replace('/moved', '')}",),
    }
    assert report.status == 1
    apply(report, checkout)
    again = checked(rehearsal, checkout, "zhejiang-jx", "ningbo-jx")
    assert (differences(again), again.patch, again.status) == ({}, "", 0)


def test_ids_that_all_columns_share_are_corrected_where_they_stand_once(rehearsal: Rehearsal, checkout: Path) -> None:
    file = checkout / NAME_OF_CATALOGUE
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace('webId: "3077"', 'webId: "3000"'), encoding="utf-8")
    report = checked(rehearsal, checkout, "zhejiang-stats")
    assert set(differences(report).values()) == {("webId is now 3077, the catalogue knows 3000",)}
    assert report.patch.count("3077") == 1
    apply(report, checkout)
    assert checked(rehearsal, checkout, "zhejiang-stats").status == 0


def test_every_column_renumbered_is_told_and_corrected_one_by_one(rehearsal: Rehearsal, checkout: Path) -> None:
    rehearsal.play(FaultKind.RENUMBERED, host="tjj.zj.gov.cn")
    report = checked(rehearsal, checkout, "zhejiang-stats")
    assert len(differences(report)) == len(report.findings)
    assert all(told[0].startswith("pageId is now ") for told in differences(report).values())
    apply(report, checkout)
    assert checked(rehearsal, checkout, "zhejiang-stats").status == 0


def test_a_list_that_moved_to_the_unit_interface_is_learned_with_all_its_ids(
    rehearsal: Rehearsal, checkout: Path
) -> None:
    rehearsal.play(FaultKind.MIGRATED, host="www.stats.gov.cn")
    report = checked(rehearsal, checkout, "nbs")
    told = "the page is a unit_api, the catalogue expects a static_list"
    assert differences(report) == {"nbs/最新发布": (told,), "nbs/数据解读": (told,)}
    apply(report, checkout)
    entry = catalogues.load((checkout / NAME_OF_CATALOGUE).parent).publishers["nbs"]
    assert {"webId", "pageId", "tagId", "parseType"} <= set(entry.columns[0].unit)
    assert checked(rehearsal, checkout, "nbs").status == 0


def test_a_host_that_blocks_is_told_left_alone_and_not_patched(rehearsal: Rehearsal, checkout: Path) -> None:
    before = checked(rehearsal, checkout, "zhejiang-stats")
    apply(before, checkout)
    rehearsal.play(FaultKind.FIREWALL, host="tjj.zj.gov.cn")
    rehearsal.requests.clear()
    report = checked(rehearsal, checkout, "zhejiang-stats", "zhejiang-jx")
    assert {name.partition("/")[0] for name in differences(report)} == {"zhejiang-stats"}
    assert {f.outcome for f in report.findings if f.differs} == {VisitOutcome.BLOCKED}
    assert len([1 for host, _ in rehearsal.requests if host == "tjj.zj.gov.cn"]) == 2
    assert "zhejiang-stats" not in report.patch
    assert report.status == 1


def test_where_nothing_can_be_looked_at_the_check_is_unusable(rehearsal: Rehearsal, checkout: Path) -> None:
    rehearsal.play(FaultKind.FIREWALL)
    report = checked(rehearsal, checkout, "zhejiang-stats", "nbs")
    assert report.status == 2


def test_the_second_host_of_the_ministry_is_told_where_it_answers(rehearsal: Rehearsal, checkout: Path) -> None:
    rehearsal.play(FaultKind.FIREWALL, host="www.miit.gov.cn")
    report = checked(rehearsal, checkout, "miit")
    assert {finding.answered_by for finding in report.findings} == {"wap.miit.gov.cn"}
    told = {one.question: one.answer for one in report.answers()}
    count = len(report.findings)
    assert told["www.miit.gov.cn: does it answer from here?"] == (
        f"0 columns; {count} were answered by wap.miit.gov.cn"
    )
    assert told["wap.miit.gov.cn: what does robots.txt say?"] == "403: no rules (RFC 9309)"


def test_the_questions_of_the_first_live_run_are_answered(rehearsal: Rehearsal, checkout: Path) -> None:
    told = {one.question: one.answer for one in checked(rehearsal, checkout).answers()}
    assert told["公告: which page id?"]
    assert told["通知公告: where does it stand?"].startswith("http://jxj.ningbo.gov.cn/col/col")
    assert told["工业: does it still list?"].startswith("2 rows, year_table")
    assert told["首页: are its links in the page as served?"].startswith("yes, ")
    assert told["tjj.ningbo.gov.cn: does it answer by https?"] == "yes"
    assert told["www.stats.gov.cn: can it say that nothing changed?"] == "ETag offered, 304 when asked again"
    assert told["jxt.zj.gov.cn: what does robots.txt say?"] == "200: 1 rules"


def test_what_a_page_says_becomes_no_yaml_and_no_markup(hostile: Site, checkout: Path) -> None:
    """Ids are lines of a file that people apply: what looks like no id is told and not proposed."""
    report = checked(hostile, checkout, "zhejiang-stats")
    assert "evil" not in report.patch
    assert any("evil" in " ".join(told) for told in differences(report).values())
    paper = Console(file=io.StringIO(), width=200)
    print_report(report, paper)  # markup in it would raise


def test_a_column_that_cannot_be_read_keeps_its_page(rehearsal: Rehearsal, checkout: Path) -> None:
    rehearsal.play(FaultKind.OTHER_LAYOUT, "1229895085")
    report = checked(rehearsal, checkout, "zhejiang-jx")
    (page,) = [page for check in report.checks for page in check.pages]
    assert page[0] == "监测分析"
    assert b"<html" in page[1].content


def test_the_command_prints_writes_and_says_how_it_went(tmp_path: Path) -> None:
    paper = Console(file=io.StringIO(), width=150)
    patch = tmp_path / "deep" / "proposed.patch"
    settings = Settings(sites="rehearsal", data=tmp_path, database_url=None)
    assert check_sites(settings, ["nbs"], patch, paper) == 0
    said = paper.file.getvalue()  # type: ignore[attr-defined]
    for part in (
        "nbs/最新发布: new",
        "static_list",
        "404: no rules (RFC 9309)",
        "its patch is to be read",
        "differing=0",
    ):
        assert part in said
    assert patch.read_text(encoding="utf-8").startswith(f"--- a/{NAME_OF_CATALOGUE}\n")


@pytest.mark.parametrize("names", [["nsb"], ["nbs", "miti"]])
def test_a_publisher_that_nobody_knows_is_refused(names: Sequence[str]) -> None:
    with pytest.raises(ConfigError, match="is none of miit, ningbo-stats"):
        only(catalogues.load(), names)


def test_a_patch_that_cannot_be_written_is_told(rehearsal: Rehearsal, checkout: Path) -> None:
    report = checked(rehearsal, checkout, "ningbo-jx")
    (checkout / "file").write_text("")
    with pytest.raises(ConfigError, match="--patch: cannot be written"):
        write_patch(report, checkout / "file" / "proposed.patch")


def test_cells_stand_under_their_heads(rehearsal: Rehearsal, checkout: Path) -> None:
    report = checked(rehearsal, checkout, "nbs")
    assert cells(report.findings[0])[:3] == ("最新发布", "static_list", "static_list")
    assert cells(report.findings[0])[5:8] == ("www.stats.gov.cn", "ETag", "read")


def test_the_artifact_shows_the_table_escaped_and_the_patch_as_it_is(rehearsal: Rehearsal, checkout: Path) -> None:
    rehearsal.play(FaultKind.RENUMBERED, "1229895084")
    shown = as_markdown(checked(rehearsal, checkout, "zhejiang-jx"))
    assert "unit is now 5024952, the catalogue knows 5024951" in shown
    assert "jpage\\_inline" in shown
    assert any(line.startswith("    +") and 'unit_id: "5024952"' in line for line in shown.splitlines())

"""`ningbo-monitor read`: what programs and people can rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "pages"
NOTE = (
    "1—5月，全市规模以上工业增加值同比增长8.3%，增速比1—4月回落0.5个百分点，高于全国2.2个百分点。"
    "力争全年制造业投资增长10%。\n"
)
FIELDS = {
    "kind",
    "indicator",
    "area",
    "scope",
    "measure",
    "basis",
    "period",
    "value",
    "unit",
    "counter",
    "qualifier",
    "status",
    "series",
    "baseline",
    "verdict",
    "quote",
    "span",
}


def read(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "read", *arguments]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_json_object_a_line_in_the_order_of_the_text_with_spans_into_it() -> None:
    given = ("-", "--publisher", "ningbo-stats", "--published", "2026-06-23")
    found = objects(read(*given, "--json", text=NOTE))
    cleaned = read(*given, "--text", text=NOTE).stdout
    assert [(one["kind"], one.get("measure", one.get("reason"))) for one in found] == [
        ("figure", "growth"),
        ("figure", "change"),
        ("figure", "gap"),
        ("refusal", "target"),
    ]
    first = found[0]
    assert set(first) == FIELDS
    assert first["value"] == "8.3"
    assert first["period"] == {"kind": "ytd", "start": "2026-01-01", "end": "2026-05-31"}
    assert (first["baseline"], first["verdict"]) == ("nb-iva-above-scale-yoy", "superseded")
    spans = [(one["span"], one["value"]) for one in found if one["kind"] == "figure"]
    for span, value in spans:
        assert isinstance(span, list)
        assert cleaned[span[0] : span[1]].lstrip("-") == str(value).lstrip("-")


def test_without_a_publisher_nothing_is_given_to_the_city() -> None:
    found = objects(read("-", "--publisher", "none", "--published", "2026-06-23", "--json", text=NOTE))
    assert not [one for one in found if one.get("area") == "ningbo"]
    assert "unknown_area" in {one.get("reason") for one in found}


def test_people_see_each_figure_beside_its_sentence() -> None:
    done = read("-", "--publisher", "ningbo-stats", "--published", "2026-06-23", text=NOTE)
    assert done.returncode == 0
    for shown in ("规模以上工业增加值", "superseded", "target", "3 figures, 1 refusals"):
        assert shown in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("no-such-file.html",), 2, "cannot be read"),
        (("-", "--publisher", "moon"), 2, "publisher moon is not one of"),
        (("-", "--publisher", "area:moon"), 2, "area moon is not in the catalogue"),
        (("-", "--published", "yesterday"), 2, "yesterday"),
        ((str(PAGES / "refused" / "jsl.html"),), 3, "not a release"),
        ((str(PAGES / "refused" / "shell.html"),), 3, "not a release"),
        ((str(Path(__file__)),), 3, "not a release"),
    ],
    ids=str,
)
def test_bad_input_is_one_clear_line_and_its_own_status(arguments: tuple[str, ...], status: int, says: str) -> None:
    done = read(*arguments, text="")
    assert done.returncode == status
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_page_in_a_template_that_nobody_has_seen_is_read_with_a_note(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html><head><meta name="SiteName" content="宁波市统计局"></head><body><h1>1—4月全市工业</h1><div class="new">'
        "<p>1—4月，全市规模以上工业增加值同比增长8.8%，增速比一季度提高0.3个百分点，运行稳健。</p></div></body></html>",
        encoding="utf-8",
    )
    done = read(str(page), "--published", "2026-05-20", "--json")
    assert [one["value"] for one in objects(done)] == ["8.8", "0.3"]
    assert done.stderr.startswith("note: no known template")

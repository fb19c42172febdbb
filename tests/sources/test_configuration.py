"""Files that people write: read strictly, refused with every problem and its line."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from sources import catalogue
from sources.configuration import Strict, read_file, read_text
from sources.errors import ConfigError


class Threshold(Strict):
    name: str
    above: Decimal
    hold: int = 1


class File(Strict):
    thresholds: tuple[Threshold, ...]


def test_a_number_with_a_point_arrives_exactly_as_written() -> None:
    read = read_text("thresholds: [{name: a, above: 8.10}]", File, name="f.yaml")
    assert str(read.thresholds[0].above) == "8.10"


def test_all_problems_come_together_each_with_its_line() -> None:
    text = "thresholds:\n  - name: a\n    above: many\n  - name: b\n    abvoe: 3\n"
    with pytest.raises(ConfigError) as caught:
        read_text(text, File, name="f.yaml")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "line 3, thresholds.0.above",
        "line 4, thresholds.1.above",
        "line 5, thresholds.1.abvoe",
    ]
    assert lines[1].endswith("is missing")
    assert lines[2].endswith("unknown key")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("thresholds: [", "line 2, syntax"),
        ("thresholds: []\nthresholds: []", "stands here twice"),
        ("", "thresholds: is missing"),
        ("- 1\n- 2", "file"),
        ("thresholds: &a [*a]", "f.yaml"),
        ("thresholds: !!python/object/apply:os.system [x]", "tags are not used here"),
        ("thresholds: !!timestamp 2026-13-01x", "tags are not used here"),
        ("thresholds: " + "9" * 5000, "number"),
        ("[" * 40 + "]" * 40, "nesting: at most 30 levels"),
        ("[" * 50_000, "nesting: at most 30 levels"),
    ],
)
def test_text_that_is_no_such_file_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_text(text, File, name="f.yaml")


def test_a_file_that_cannot_be_read_says_which(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        read_file(tmp_path / "nowhere.yaml", File)
    (tmp_path / "latin.yaml").write_bytes(b"name: \xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_file(tmp_path / "latin.yaml", File)


def test_an_office_of_a_place_that_nobody_knows_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "publishers.yaml"
    text = file.read_text(encoding="utf-8").replace("area: zhejiang\n    hosts: [jxt", "area: zhejang\n    hosts: [jxt")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"publishers.yaml: zhejiang-jx: area zhejang is not in areas.yaml"):
        catalogue.load(folder)

"""What the catalogue does not know for certain, as questions, and what a check of the sites answers to them.

The questions follow from the catalogue, so a question that was answered by an applied patch is not asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sources.catalogue import Column, PublisherEntry
from sources.catalogue.columns import Confidence
from sources.findings import Finding
from sources.hosts import HostFinding
from sources.releases import ListKind


@dataclass(frozen=True, slots=True)
class Answer:
    """`answer` is empty where what was seen does not tell."""

    publisher: str
    question: str
    answer: str


def answers(entry: PublisherEntry, findings: Collection[Finding], hosts: Collection[HostFinding]) -> tuple[Answer, ...]:
    columns = {column.name: column for column in entry.columns}
    told = [
        Answer(entry.id, question, answer)
        for finding in findings
        for question, answer in _of_column(columns[finding.listing.column], finding)
    ]
    told += [Answer(entry.id, question, answer) for host in hosts for question, answer in _of_host(entry, host)]
    return tuple(told)


def _of_column(column: Column, finding: Finding) -> Iterator[tuple[str, str]]:
    name, seen = column.name, finding.was_seen
    if column.url is None:
        yield f"{name}: where does it stand?", finding.address if seen else ""
    if column.kind is ListKind.UNIT_API and "pageId" not in column.unit:
        yield f"{name}: which page id?", finding.ids.get("pageId", "")
    if column.confidence is Confidence.GUESS:
        kind = f", {finding.kind.value}" if finding.kind else ""
        newest = f", newest of {finding.newest}" if finding.newest else ""
        yield f"{name}: does it still list?", f"{finding.rows} rows{kind}{newest}" if seen else ""
    if column.kind is ListKind.LINKS:
        yield f"{name}: are its links in the page as served?", f"yes, {finding.rows}" if seen else ""


def _of_host(entry: PublisherEntry, host: HostFinding) -> Iterator[tuple[str, str]]:
    yield f"{host.host}: what does robots.txt say?", "" if host.robots == "not asked" else host.robots
    yield f"{host.host}: can it say that nothing changed?", host.validators
    if host.https:
        yield f"{host.host}: does it answer by https?", host.https
    if host.host in entry.fallback_hosts:
        other = entry.fallback_hosts[host.host]
        counted = f"{host.answered} columns; {host.stood_in} were answered by {other}"
        yield f"{host.host}: does it answer from here?", counted if host.answered or host.stood_in else "no"

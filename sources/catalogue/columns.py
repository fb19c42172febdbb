"""Publishers and their columns as the catalogue's file has them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlencode

from pydantic import Field, HttpUrl, model_validator

from sources.configuration import Strict
from sources.releases import Listing, ListKind

UNIT_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"


class Confidence(StrEnum):
    """How well an address or id is known. Nothing of it was confirmed by a live run of this project yet."""

    SEEN = "A"  # a recorded answer, or two programs that agree
    ONCE = "B"  # one working program or one recorded probe
    GUESS = "C"  # inferred, or from before 2023


class Column(Strict):
    """One list. Where it stands is known (`url`), or told by a page that links to it (`found_on`), or both."""

    name: str
    url: HttpUrl | None = None
    kind: ListKind
    confidence: Confidence  # of the address, and of the ids where some are known
    pages: int = Field(default=1, ge=1, le=5)
    found_on: HttpUrl | None = None
    link_words: tuple[str, ...] = ()  # default: the column's name
    unit_id: str = ""  # the known id of an inline list: the page's own counts, a difference is told
    unit: Mapping[str, str] = {}  # the known query of its unit API, used only where the page names none
    stands_in_for: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Column:
        if self.url is None and self.found_on is None:
            raise ValueError("either url or found_on says where the column is")
        return self

    def fallback(self, shared: Mapping[str, str]) -> str:
        """The unit API's address as it was last known; "" where its page id was never known."""
        if "pageId" not in self.unit or self.url is None:
            return ""
        return f"{self.url.scheme}://{self.url.host}{UNIT_PATH}?{urlencode({**shared, **self.unit})}"


class PublisherEntry(Strict):
    id: str
    name_zh: str
    name_en: str
    area: str
    hosts: tuple[str, ...] = Field(min_length=1)
    fallback_hosts: Mapping[str, str] = {}
    site_code: str = ""  # the SiteIDCode that its pages carry
    unit: Mapping[str, str] = {}  # what the known unit queries of its columns have in common
    forms: tuple[HttpUrl, ...] = ()  # addresses that take their query as a posted form
    spacing_seconds: float = Field(default=1.5, ge=0, le=60)
    user_agent: str | None = None  # where the site refuses ours
    legacy_tls: bool = False  # where its TLS is older than our library's defaults
    columns: tuple[Column, ...] = ()

    def listings(self) -> tuple[Listing, ...]:
        return tuple(self._listing(column) for column in self.columns)

    def _listing(self, column: Column) -> Listing:
        return Listing(
            publisher=self.id,
            column=column.name,
            url=str(column.url or column.found_on),
            kind=column.kind,
            pages=column.pages,
            fallback=column.fallback(self.unit),
            unit_id=column.unit_id,
            found_on=str(column.found_on or ""),
            link_words=column.link_words,
            stands_in_for=column.stands_in_for,
            leads_to=column.leads_to,
        )


class PublishersFile(Strict):
    publishers: tuple[PublisherEntry, ...]

    @model_validator(mode="after")
    def _columns_stand_on_own_hosts(self) -> PublishersFile:
        for publisher in self.publishers:
            names = [column.name for column in publisher.columns]
            for column in publisher.columns:
                for address in filter(None, (column.url, column.found_on)):
                    if address.host not in publisher.hosts:
                        raise ValueError(f"{publisher.id}, column {column.name}: {address.host} is not in its hosts")
                if names.count(column.name) > 1:
                    raise ValueError(f"{publisher.id}: two columns are named {column.name}")
                if unknown := [name for name in column.stands_in_for if name not in names]:
                    raise ValueError(f"{publisher.id}, column {column.name}: stands in for unknown {unknown[0]}")
        return self

    @model_validator(mode="after")
    def _a_host_has_one_owner(self) -> PublishersFile:
        """So that one flow at a time asks a host, and a refusal is told of one publisher."""
        owners: dict[str, str] = {}
        for publisher in self.publishers:
            for host in {*publisher.hosts, *publisher.fallback_hosts.values()}:
                if owners.setdefault(host, publisher.id) != publisher.id:
                    raise ValueError(f"host {host} belongs to {owners[host]} and to {publisher.id}")
        return self

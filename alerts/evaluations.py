"""From what was judged to an `Evaluation` that explains itself: evidence, words in both languages, what it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from alerts.conditions import ListChanged, Named
from alerts.coverage import expected_after
from alerts.evaluating import Facts, recorded_words, said
from alerts.judged import Judged
from alerts.naming import HOME
from alerts.news import ChangedRelease, NewList, NewVintage, RefusalCount, SourceHealth
from alerts.numbers_as_printed import place_in
from alerts.rulebook import Bound, Rulebook
from alerts.rules import NO_WORDS, About, Evaluation, Evidence, Words
from alerts.wording import VERDICTS, amount
from sources.series import Qualifier, ReferencePeriod


@dataclass(frozen=True, slots=True)
class Subject:
    """What an evaluation speaks of."""

    id: str
    name: Words
    publisher: str = ""
    area: str = ""
    about: About = About.FIGURES


def of_vintage(new: NewVintage, bound: Bound, judged: Judged, facts: Facts, rulebook: Rulebook) -> Evaluation:
    """A value judged by a rule about figures or a claim."""
    vintage = new.vintage
    name, area = rulebook.name_of(bound), bound.recorded.area if bound.recorded else ""
    area = area or (bound.series.area if bound.series else "")
    subject = Subject(bound.subject, name, vintage.publisher, area)
    evaluation = _evaluation(bound, judged, (subject, rulebook), vintage.seen_at)
    an_input = bound.series is not None and bound.series.id != new.series and bound.recorded is None
    return replace(
        evaluation,
        period=new.period,
        value=None if an_input else vintage.value,  # an input's value is not the checked total's
        unit=None if an_input else vintage.unit,
        qualifier=vintage.qualifier,
        evidence=Evidence(
            vintage.publisher,
            vintage.title,
            vintage.url,
            vintage.published_on,
            vintage.snapshot,
            vintage.quote,
            place_in(vintage.quote, vintage.value, vintage.unit),
            new.release,
        ),
        revision=any(v.value != vintage.value for v in facts.observation.vintages[:-1]),
        previous_words=_previous(facts),
        next_due=_next_due(new, rulebook),
    )


def of_period(
    bound: Bound, judged: Judged, period: ReferencePeriod | None, now: datetime, rulebook: Rulebook
) -> Evaluation:
    """What time alone brought about: overdue, unconfirmed."""
    series = bound.series
    publisher = series.due.publisher if series is not None and series.due is not None else ""
    area = bound.recorded.area if bound.recorded else (series.area if series else "")
    about = About.FIGURES if bound.recorded else About.WATCHING
    subject = Subject(bound.subject, bound.subject_name(rulebook.catalogue), publisher, area, about)
    evaluation = _evaluation(bound, judged, (subject, rulebook), now)
    group = f"sources/{publisher}" if publisher else f"recorded/{bound.rule.id}"
    return replace(evaluation, period=period, evidence=Evidence(publisher, "", "", None, "", "", None, group))


def of_list(new: NewList, bound: Bound, judged: Judged, rulebook: Rulebook) -> Evaluation:
    family = rulebook.catalogue.lists.get(new.named.family or "")
    name = Words(family.name_zh, family.name_en) if family else Words(new.named.title, new.named.title)
    if bound.recorded is not None:
        name = bound.subject_name(rulebook.catalogue)
    any_list = isinstance(bound.rule.when, ListChanged) or getattr(bound.rule.when, "list_announced", None) is Named.ANY
    about_home = bound.recorded is not None or not any_list
    area = HOME if about_home else _office(new.publisher, rulebook)[1]
    subject = Subject(bound.subject, name, new.publisher, area)
    evaluation = _evaluation(bound, judged, (subject, rulebook), new.seen_at)
    quote = new.named.quote
    evidence = Evidence(new.publisher, new.title, new.url, new.published_on, new.snapshot, quote, None, new.release)
    period = ReferencePeriod.as_of(new.published_on) if new.published_on else None
    return replace(evaluation, evidence=evidence, period=period)


@dataclass(frozen=True, slots=True)
class Sight:
    """How a publisher can be seen: its columns, and which of them are out of sight."""

    columns: tuple[SourceHealth, ...]
    blind: tuple[SourceHealth, ...]

    @property
    def is_none(self) -> bool:
        """Nothing that is looked at every time can be seen; articles fail with their columns or after them."""
        regular = {h.column for h in self.columns if h.at_every_look}
        return bool(regular) and regular <= {h.column for h in self.blind}


def of_sight(sight: Sight, bound: Bound, judged: Judged, now: datetime, rulebook: Rulebook) -> Evaluation:
    """A publisher that cannot be seen, wholly or in part: told once for all of its columns."""
    shown = (sight.blind or sight.columns)[0]
    office, area = _office(shown.publisher, rulebook)
    subject = Subject(bound.subject, office, shown.publisher, area, About.WATCHING)
    evidence = Evidence(shown.publisher, shown.column, shown.url, None, "", "", None, f"sources/{shown.publisher}")
    return replace(
        _evaluation(bound, judged, (subject, rulebook), now),
        evidence=evidence,
        blind=tuple(h.column for h in sight.blind),
        sees_nothing=sight.is_none,
    )


def of_changed(new: ChangedRelease, bound: Bound, judged: Judged, rulebook: Rulebook) -> Evaluation:
    """A release that is not what it was: each is a subject of its own."""
    office, area = _office(new.publisher, rulebook)
    name = Words(f"{office.zh}《{new.title}》", f"{office.en}, {new.title}")
    evidence = Evidence(new.publisher, new.title, new.url, new.published_on, new.snapshot, "", None, new.release)
    evaluation = _evaluation(bound, judged, (Subject(bound.subject, name, new.publisher, area), rulebook), new.seen_at)
    period = ReferencePeriod.as_of(new.published_on) if new.published_on else None
    return replace(evaluation, evidence=evidence, period=period)


def of_refusals(count: RefusalCount, bound: Bound, judged: Judged, rulebook: Rulebook) -> Evaluation:
    office, area = _office(count.publisher, rulebook)
    subject = Subject(bound.subject, office, count.publisher, area, About.WATCHING)
    evidence = Evidence(
        count.publisher, count.title, count.url, count.published_on, count.snapshot, "", None, count.release
    )
    period = ReferencePeriod.as_of(count.published_on) if count.published_on else None
    return replace(_evaluation(bound, judged, (subject, rulebook), count.seen_at), evidence=evidence, period=period)


def _office(publisher: str, rulebook: Rulebook) -> tuple[Words, str]:
    """A publisher's name and area; its id where the catalogue does not have it."""
    entry = rulebook.catalogue.publishers.get(publisher)
    return (Words(entry.name_zh, entry.name_en), entry.area) if entry else (Words(publisher, publisher), "")


def _evaluation(bound: Bound, judged: Judged, spoken: tuple[Subject, Rulebook], at: datetime) -> Evaluation:
    rule, recorded = bound.rule, bound.recorded
    subject, rulebook = spoken
    return Evaluation(
        rule=rule.id,
        subject=subject.id,
        outcome=judged.outcome,
        at=at,
        period=None,
        value=None,
        unit=None,
        compared_with=judged.compared.en,
        baseline_value=judged.baseline_value,
        difference=judged.difference,
        difference_unit=judged.difference_unit,
        why=judged.why.en,
        evidence=None,
        ordering=judged.ordering,
        event=judged.event,
        about=subject.about,
        severity=rule.severity,
        labels=tuple(sorted(rule.labels.items())),
        publisher=subject.publisher,
        publisher_name=_office(subject.publisher, rulebook)[0],
        area=subject.area,
        subject_name=subject.name,
        rule_words=rulebook.words_of[rule.id],
        reason_words=judged.why,
        purpose=Words(rule.why.zh, rule.why.en),
        compared_words=judged.compared,
        comparability=_comparability(judged),
        recorded=recorded.id if recorded else "",
        recorded_words=recorded_words(recorded) if recorded and recorded.value is not None else NO_WORDS,
        qualifier=Qualifier.EXACT,
    )


def _comparability(judged: Judged) -> Words:
    if judged.verdict is None:
        return judged.comparability
    verdict, note = VERDICTS[judged.verdict], judged.comparability
    return Words(
        f"{verdict.zh}（{note.zh}）" if note.zh else verdict.zh, f"{verdict.en} ({note.en})" if note.en else verdict.en
    )


def _previous(facts: Facts) -> Words:
    """The vintage before, where this is a revision; else the value of the period before."""
    earlier = [v for v in facts.observation.vintages[:-1] if v.value != facts.observation.latest.value]
    if earlier:
        was = amount(earlier[-1].value, earlier[-1].unit, earlier[-1].qualifier)
        return Words(f"原发布{was.zh}", f"published before: {was.en}")
    before = facts.before
    return said(before) if before is not None else NO_WORDS


def _next_due(new: NewVintage, rulebook: Rulebook) -> date | None:
    known = rulebook.catalogue.series.get(new.series)
    expected = expected_after(known, new.period) if known is not None else None
    if expected is None or expected[1] <= new.vintage.published_on:
        return None  # an old period that was published again promises nothing
    return expected[1]

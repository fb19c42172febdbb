"""Rules about named lists: is Ningbo on it, is another city of the province, was it changed afterwards."""

from __future__ import annotations

from decimal import Decimal

from alerts import conditions as c
from alerts.judged import Judged, undecided
from alerts.news import NewList
from alerts.rules import Ordering, Outcome, Words
from alerts.thresholds import Limit, falls_below, rises_above
from sources.catalogue import Catalogue
from sources.releases import ListMember, ListStage, NamedList

HOME = "ningbo"


def judge_list(condition: c.Condition, new: NewList, catalogue: Catalogue, *, firing: bool) -> Judged | None:
    """The outcome for one announcement; None where the condition has nothing to say of it."""
    match condition:
        case c.ListChanged():
            return _changed(condition.list_changed, new)
        case c.ListAnnounced():
            fresh = new.before is None and not new.withdrawn
            return _announced(condition.list_announced, new, catalogue) if fresh else None
        case c.NingboCountedBelow() | c.NingboCountedAbove():
            fresh = new.before is None and not new.withdrawn
            return _number_of_ours(condition, new, catalogue) if fresh else None
        case c.OnlyEnded():
            return _another(condition.another_named_in, new, catalogue, firing=firing)
        case _:
            raise TypeError(f"{type(condition).__name__} is not judged by lists")


def is_home(member: ListMember, catalogue: Catalogue) -> bool:
    return _is_within(member, HOME, catalogue)


def _announced(named: c.Named, new: NewList, catalogue: Catalogue) -> Judged:
    members = new.named.members
    ours = [m.name for m in members if is_home(m, catalogue)]
    words = _counted(new.named, ours)
    if named is c.Named.ANY:
        return Judged(Outcome.BREACHED, words, ordering=Ordering.SEEN, event=True)
    if new.named.stage is ListStage.CALL or not members:
        return undecided(Words("名单尚无成员", "the announcement names no members"))
    untold = [m for m in members if not m.areas and m.name not in ours]
    if not ours and untold:
        return undecided(Words(f"{len(untold)}个成员未写明所在地", f"{len(untold)} members are named without a place"))
    wanted = bool(ours) is (named is c.Named.NINGBO)
    outcome = Outcome.BREACHED if wanted else Outcome.CLEAR
    return Judged(outcome, words, ordering=Ordering.SEEN, event=True)


def _number_of_ours(
    condition: c.NingboCountedBelow | c.NingboCountedAbove, new: NewList, catalogue: Catalogue
) -> Judged:
    """Members without a place, and those of an extract that are not shown, may be Ningbo's too: then it is open."""
    named = new.named
    ours = [m.name for m in named.members if is_home(m, catalogue)]
    untold = sum(1 for m in named.members if not m.areas and m.name not in ours)
    unseen = max((named.total or 0) - len(named.members), 0)
    least, most = Decimal(len(ours)), Decimal(len(ours) + untold + unseen)
    if named.stage is ListStage.CALL or not named.members:
        return undecided(Words("名单尚无成员", "the announcement names no members"))
    if isinstance(condition, c.NingboCountedBelow):
        outcome = falls_below((least, most), Limit(Decimal(condition.ningbo_counted_below), strict=True))
    else:
        outcome = rises_above((least, most), Limit(Decimal(condition.ningbo_counted_above), strict=True))
    words = _counted(named, ours)
    if outcome is Outcome.UNDECIDED:
        open_ = f"{untold + unseen}"
        words = Words(f"{words.zh}；另有{open_}个看不出所在地", f"{words.en}; the place of {open_} more cannot be told")
    return Judged(outcome, words, ordering=Ordering.SEEN, event=True)


def _another(within: str, new: NewList, catalogue: Catalogue, *, firing: bool) -> Judged:
    if new.withdrawn:
        return Judged(Outcome.CLEAR, Words("名单已撤下", "the list was withdrawn"), ordering=Ordering.SEEN)
    members = [m for m in new.named.members if not is_home(m, catalogue)]
    others = [m.name for m in members if _is_within(m, within, catalogue)]
    if others:
        named = "、".join(others[:5])
        words = Words(f"名单中还有{len(others)}个：{named}", f"the list names {len(others)} more: {named}")
        return Judged(Outcome.BREACHED, words, ordering=Ordering.SEEN)
    untold = [m for m in members if not m.areas]
    if untold or not new.named.members or (firing and new.before is None):
        # A later batch that names nobody else does not bring back a claim that an earlier one ended.
        return undecided(Words("不能由这份名单判断", "this list cannot tell"))
    return Judged(Outcome.CLEAR, Words("名单中没有其他", "the list names no other"), ordering=Ordering.SEEN)


def _changed(changed: c.Changed, new: NewList) -> Judged:
    if new.withdrawn and changed is not c.Changed.EDITED:
        words = Words("名单已撤下", "the list was withdrawn")
        return Judged(Outcome.BREACHED, words, ordering=Ordering.SEEN, event=True)
    if new.before is not None and changed is not c.Changed.WITHDRAWN:
        edit = _difference(new.before, new.named)
        if edit is not None:
            return Judged(Outcome.BREACHED, edit, ordering=Ordering.SEEN, event=True)
    same = Words("没有变化", "nothing changed")
    return Judged(Outcome.CLEAR, same, ordering=Ordering.SEEN, event=True)


def _difference(before: NamedList, after: NamedList) -> Words | None:
    was, now = {m.name for m in before.members}, {m.name for m in after.members}
    gone, come = sorted(was - now), sorted(now - was)
    if not gone and not come and before.total == after.total:
        return None
    zh = [f"删去{'、'.join(gone[:5])}" if gone else "", f"增加{'、'.join(come[:5])}" if come else ""]
    en = [f"removed: {', '.join(gone[:5])}" if gone else "", f"added: {', '.join(come[:5])}" if come else ""]
    total = (f"共{after.total}个", f"{after.total} in all")
    return Words("；".join(w for w in (*zh, total[0]) if w), "; ".join(w for w in (*en, total[1]) if w))


def _counted(named: NamedList, ours: list[str]) -> Words:
    total = named.total if named.total is not None else len(named.members)
    batch = Words(f"第{named.batch}批，", f"batch {named.batch}, ") if named.batch else Words()
    if not ours:
        return Words(f"{batch.zh}共{total}个，没有读到宁波", f"{batch.en}{total} in all, Ningbo not among those read")
    names = "、".join(ours[:5])
    return Words(
        f"{batch.zh}共{total}个，宁波{len(ours)}个：{names}",
        f"{batch.en}{total} in all, {len(ours)} of Ningbo: {names}",
    )


def _is_within(member: ListMember, slug: str, catalogue: Catalogue) -> bool:
    parents = {area.slug: area.within for area in catalogue.areas}
    names = next((area.names for area in catalogue.areas if area.slug == slug), ())
    if any(name in member.name for name in names):
        return True
    return any(_lies_in(area, slug, parents) for area in member.areas)


def _lies_in(area: str, slug: str, parents: dict[str, str | None]) -> bool:
    place: str | None = area
    while place is not None:
        if place == slug:
            return True
        place = parents.get(place) or (place.rsplit("/", 1)[0] if "/" in place else None)
    return False

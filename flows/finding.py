"""Which alert or release somebody means: its whole name, or as much of it as leaves only one."""

from __future__ import annotations

from alerts.lifecycle import Alert, State
from alerts.recorded import nearest
from alerts.rulebook import Rulebook
from store import alert_states, releases
from store.database import Session
from store.errors import StoreError
from store.releases import KnownRelease

_SHOWN = 12


def find_alert(session: Session, name: str) -> Alert:
    """The stored alert of this name. Raises StoreError where there is none or more than one."""
    rule, _, subject = name.partition("/")
    exact = alert_states.load(session, [(rule, subject)]).get((rule, subject))
    if exact is not None:
        return exact.alert
    known = [h.alert for h in alert_states.everything(session)]
    meant = [alert for alert in known if name in alert.key]
    firing = [alert for alert in meant if alert.state is State.FIRING]
    found = firing if len(firing) == 1 else meant
    if len(found) == 1:
        return found[0]
    if not found:
        hint = nearest(name, [f"{a.rule}/{a.subject}" for a in known])
        raise StoreError(f"no alert is called {name}: name it RULE/SUBJECT as `status` shows it{hint}")
    listed = ", ".join(f"{a.rule}/{a.subject} ({a.state.value})" for a in found[:_SHOWN])
    raise StoreError(f"{name} may be {len(found)} alerts: {listed}{' …' if len(found) > _SHOWN else ''}")


def find_any(session: Session, name: str, rulebook: Rulebook) -> Alert:
    """The same; also one that the rules ask for and that never moved."""
    rule, _, subject = name.partition("/")
    asked = {bound.key for bound in rulebook.bounds}
    if (rule, subject) in asked and (rule, subject) not in alert_states.load(session, [(rule, subject)]):
        return Alert(rule, subject)
    return find_alert(session, name)


def find_release(session: Session, name: str) -> KnownRelease:
    """The release of this name, address or title. Raises StoreError where there is none or more than one."""
    found = releases.called(session, name.strip()) if name.strip() else ()
    if len(found) == 1:
        return found[0]
    if not found:
        raise StoreError(f"no release is called {name}: name it publisher/key, by its address, or by part of its title")
    listed = "; ".join(f"{r.ref.publisher}/{r.ref.key} {r.ref.title[:30]} ({r.ref.published_on})" for r in found)
    raise StoreError(f"{name} may be {len(found)} releases or more: {listed}")

"""Which alert somebody means: RULE/SUBJECT, or as much of it as leaves only one."""

from __future__ import annotations

from alerts.lifecycle import Alert, State
from alerts.recorded import nearest
from alerts.rulebook import Rulebook
from store import alert_states
from store.database import Session
from store.errors import StoreError

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

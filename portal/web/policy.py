"""The policy table: who may open which page. Whatever has no line here is closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as HttpResponse

from portal.web.login import Visitor, may_answer, meet_visitor, visitor

log = structlog.get_logger()
Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page; `by_sign_in` says whether signing in could open it."""

    name: str
    allows: Callable[[Visitor, Arguments], bool]
    by_sign_in: bool = True


def is_own_organisation(who: Visitor, arguments: Arguments) -> bool:
    """Tell whether the page is about an organisation that the visitor speaks for."""
    return arguments.get("organisation_id") in who.organisations


PUBLIC = Rule("public", lambda who, at: True, by_sign_in=False)
PUBLIC_HERE = Rule("public", lambda who, at: who.partnership is not None, by_sign_in=False)
DEMONSTRATION = Rule(
    "demonstration", lambda who, at: current_app.config["DEMONSTRATION"], by_sign_in=False
)
SIGNED_IN = Rule("signed in", lambda who, at: who.person is not None)
ADMINISTRATOR = Rule("administrator", lambda who, at: who.is_administrator)
COORDINATOR = Rule("coordinator", lambda who, at: who.role == "coordinator")
SETTINGS = Rule("settings", lambda who, at: who.role == "coordinator" or who.is_administrator)
VIEWER = Rule("viewer", lambda who, at: who.role in {"viewer", "coordinator"})
PARTICIPANT = Rule("participant", lambda who, at: who.role is not None or bool(who.organisations))
PROFILE = Rule("profile", lambda who, at: who.role is not None or is_own_organisation(who, at))
OWN_ORGANISATION = Rule("own organisation", is_own_organisation)
OWN_OR_COORDINATOR = Rule(
    "own organisation or coordinator",
    lambda who, at: who.role == "coordinator" or is_own_organisation(who, at),
)
RESPONDENT = Rule("respondent", lambda who, at: may_answer(at["response"]))

RULES: dict[str, Rule] = {
    "static": PUBLIC,
    "home.show": PUBLIC,
    "home.about": PUBLIC,
    "home.health": PUBLIC,
    "home.security_contact": PUBLIC,
    "home.mine": SIGNED_IN,
    "home.system": DEMONSTRATION,
    "accounts.sign_in": PUBLIC,
    "accounts.link_sent": PUBLIC,
    "accounts.open_link": PUBLIC,
    "accounts.demonstration_sign_in": DEMONSTRATION,
    "accounts.sign_out": SIGNED_IN,
    # Surveys: running them, inviting to them, answering them
    "surveys.index": COORDINATOR,
    "surveys.create": COORDINATOR,
    "surveys.show": COORDINATOR,
    "surveys.open": COORDINATOR,
    "surveys.close": COORDINATOR,
    "surveys.registration": COORDINATOR,
    "trying.tasks": COORDINATOR,
    "trying.page": COORDINATOR,
    "trying.check": COORDINATOR,
    "trying.again": COORDINATOR,
    "versions.index": COORDINATOR,
    "versions.show": COORDINATOR,
    "versions.download": COORDINATOR,
    "versions.upload": COORDINATOR,
    "versions.preview": COORDINATOR,
    "versions.create_from_file": COORDINATOR,
    "versions.copy": COORDINATOR,
    "languages.index": COORDINATOR,
    "languages.show": COORDINATOR,
    "languages.download": COORDINATOR,
    "surveys.export": COORDINATOR,
    "surveys.start_answering": OWN_ORGANISATION,
    "inviting.choose": COORDINATOR,
    "inviting.invite_all": COORDINATOR,
    "inviting.organisation": COORDINATOR,
    "inviting.send_again": COORDINATOR,
    "inviting.make_link": COORDINATOR,
    "invitees.upload": COORDINATOR,
    "invitees.preview": COORDINATOR,
    "invitees.template": COORDINATOR,
    "reminding.remind": COORDINATOR,
    "missing.show": COORDINATOR,
    "results.show": COORDINATOR,
    "contacts.talk_held": COORDINATOR,
    "contacts.stop": COORDINATOR,
    "contacts.lift": COORDINATOR,
    "modes.choose": COORDINATOR,
    "following.choose": COORDINATOR,
    "one_organisation.enter": COORDINATOR,
    "one_organisation.leave": COORDINATOR,
    "one_organisation.late": COORDINATOR,
    "one_organisation.late_end": COORDINATOR,
    "answering.open_link": PUBLIC,
    "answering.tasks": RESPONDENT,
    "answering.page": RESPONDENT,
    "answering.later": RESPONDENT,
    "speaking.switch": RESPONDENT,
    "taking_over.take_over": RESPONDENT,
    "files.own": RESPONDENT,
    "sent_files.download": COORDINATOR,
    "sending.check": RESPONDENT,
    "sending.done": RESPONDENT,
    "sending.settle": RESPONDENT,
    "sending.copy": RESPONDENT,
    "sending.copy_text": RESPONDENT,
    "sending.copy_pdf": RESPONDENT,
    "changing.begin": RESPONDENT,
    "changing.keep": RESPONDENT,
    "replying.not_this_time": RESPONDENT,
    "replying.talk": RESPONDENT,
    "stopping.stop": PUBLIC,
    "stopping.undo": PUBLIC,
    "returning.send_link": PUBLIC,
    "returning.link_sent": PUBLIC,
    "registering.register": PUBLIC_HERE,
    "registering.sent": PUBLIC_HERE,
    "registering.confirm": PUBLIC,
    # Briefs, groupings, runs and the network: infrastructure bodies and coordinators
    "consortia.briefs": VIEWER,
    "consortia.new_brief": VIEWER,
    "consortia.brief": VIEWER,
    "consortia.change_brief": VIEWER,
    "consortia.start_brief": VIEWER,
    "consortia.groupings": VIEWER,
    "consortia.new_grouping": VIEWER,
    "consortia.run": VIEWER,
    "consortia.group": VIEWER,
    "consortia.cancel": VIEWER,
    "consortia.again": VIEWER,
    "runs.beside": VIEWER,
    "runs.relax": VIEWER,
    "open_groups.meetings": VIEWER,
    "open_groups.unheard": VIEWER,
    "open_groups.bring_up_to_date": VIEWER,
    "studies.ask_firmness": VIEWER,
    "studies.stop_firmness": VIEWER,
    "studies.compare": VIEWER,
    "studies.comparison": VIEWER,
    "studies.stop_comparison": VIEWER,
    "network.show": VIEWER,
    "network.download": VIEWER,
    # Partnerships: the public page, the overview, settings
    "partnerships.show": PUBLIC_HERE,
    "partnerships.overview": VIEWER,
    "partnerships.index": ADMINISTRATOR,
    "partnerships.create": ADMINISTRATOR,
    "partnerships.settings": SETTINGS,
    "partnerships.describe": SETTINGS,
    "wordlists.index": SETTINGS,
    "wordlists.add": SETTINGS,
    "wordlists.edit": SETTINGS,
    "wordlists.change": SETTINGS,
    "areas.index": SETTINGS,
    "areas.add": SETTINGS,
    "people.index": SETTINGS,
    "people.edit": SETTINGS,
    "people.remove": SETTINGS,
    # Organisations: the list, profiles, who speaks for them, importing
    "organisations.index": VIEWER,
    "organisations.show": PROFILE,
    "organisations.history": PROFILE,
    "organisations.add": COORDINATOR,
    "organisations.edit": OWN_OR_COORDINATOR,
    "organisations.leave": COORDINATOR,
    "organisations.put_back": COORDINATOR,
    "profile.edit": OWN_ORGANISATION,
    "profile.settle_difference": OWN_ORGANISATION,
    "editors.index": OWN_OR_COORDINATOR,
    "editors.remove": OWN_OR_COORDINATOR,
    "importing.upload": COORDINATOR,
    "importing.preview": COORDINATOR,
    "importing.template": COORDINATOR,
}


def guard() -> HttpResponse | None:
    """Meet the visitor, then let them in, ask them to sign in, or show nothing."""
    meet_visitor()
    if request.endpoint is None:
        return None
    rule = RULES.get(request.endpoint)
    if rule is not None and rule.allows(visitor(), request.view_args or {}):
        return None
    log.warning("refused", rule=rule.name if rule else "no rule", endpoint=request.endpoint)
    if rule is not None and rule.by_sign_in and visitor().person is None and asks_for_a_page():
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    raise NotFound


def asks_for_a_page() -> bool:
    """Tell whether a redirect to the sign-in page would make sense for this request."""
    return request.method in {"GET", "HEAD"}

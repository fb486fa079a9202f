"""The app factory: settings in, a ready Flask app out."""

from types import ModuleType
from typing import Any

from flask import Blueprint, Flask
from flask_migrate import Migrate
from flask_security import Security
from govuk_frontend_wtf.main import WTFormsHelpers

from portal.accounts.views import accounts
from portal.answering.changing import changing
from portal.answering.files import files
from portal.answering.pages import answering
from portal.answering.registering import registering
from portal.answering.replying import replying
from portal.answering.returning import returning
from portal.answering.sending import sending
from portal.answering.speaking import speaking
from portal.answering.stopping import stopping
from portal.answering.taking_over import taking_over
from portal.answering.trying import trying
from portal.commands import register_commands
from portal.config import ROOT, Settings, load_settings, read_secret
from portal.consortia import study_tasks, tasks
from portal.consortia.grouping_views import open_groups
from portal.consortia.run_views import runs
from portal.consortia.study_views import studies
from portal.consortia.views import consortia
from portal.demonstration.people import PEOPLE
from portal.home.views import home
from portal.inviting import leaving
from portal.jobs.queue import bell, open_queue
from portal.mail.delivery import mail_config, prepare_mail
from portal.models.base import db
from portal.network.views import network
from portal.organisations.editor_views import editors
from portal.organisations.import_views import importing
from portal.organisations.profile_views import profile
from portal.organisations.views import organisations
from portal.partnerships.area_views import areas
from portal.partnerships.list_views import wordlists
from portal.partnerships.people_views import people
from portal.partnerships.views import partnerships
from portal.running.contact_views import contacts
from portal.running.file_views import sent_files
from portal.running.following_views import following
from portal.running.invitee_views import invitees
from portal.running.inviting import inviting
from portal.running.language_views import languages
from portal.running.missing_views import missing
from portal.running.mode_views import modes
from portal.running.organisation_views import one_organisation
from portal.running.reminding import reminding
from portal.running.result_views import results
from portal.running.version_views import versions
from portal.running.views import surveys
from portal.surveys import looking
from portal.web.addresses import prepare_addresses
from portal.web.assets import prepare_assets
from portal.web.errors import prepare_errors
from portal.web.filters import prepare_filters
from portal.web.languages import prepare_languages
from portal.web.login import datastore
from portal.web.logs import log_requests, prepare_logs
from portal.web.navigation import prepare_navigation
from portal.web.policy import guard
from portal.web.security import prepare_security, security_config
from portal.web.transactions import prepare_transactions

BLUEPRINTS: tuple[Blueprint, ...] = (
    home,
    accounts,
    partnerships,
    wordlists,
    areas,
    people,
    organisations,
    profile,
    editors,
    importing,
    surveys,
    versions,
    languages,
    trying,
    inviting,
    invitees,
    reminding,
    missing,
    results,
    contacts,
    modes,
    following,
    one_organisation,
    sent_files,
    answering,
    sending,
    files,
    speaking,
    taking_over,
    returning,
    changing,
    replying,
    stopping,
    registering,
    consortia,
    runs,
    open_groups,
    studies,
    network,
)
# Importing these modules makes known what the worker asks them to do, or asks before it sends.
WORK_OF: tuple[ModuleType, ...] = (tasks, study_tasks, looking, leaving)


def create_app(settings: Settings | None = None, **config: Any) -> Flask:
    """Make the app; `config` overrides single Flask settings, for tests."""
    settings = settings or load_settings()
    app = Flask("portal", root_path=str(ROOT / "portal"), template_folder=str(ROOT / "templates"))
    app.config.from_mapping(app_config(settings), **config)
    prepare_languages(app)
    prepare_logs(settings)
    prepare_database(app)
    prepare_addresses(app)
    prepare_pages(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_commands(app)
    bell.connect(open_queue(settings))
    return app


def app_config(settings: Settings) -> dict[str, Any]:
    """Turn settings into Flask's configuration."""
    secret = read_secret(settings)
    return {
        "SECRET_KEY": secret,
        "SECURITY_PASSWORD_SALT": secret,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "hide_parameters": True},
        "BASE_URL": settings.base_url,
        "DEMONSTRATION": settings.demonstration,
        "DEMONSTRATION_PEOPLE": PEOPLE if settings.demonstration else {},
        "HELP_CONTACT": settings.help_contact,
        "DASK_SCHEDULER": settings.dask_scheduler,
        "INSTANCE": settings.instance,
        "UPLOAD_SCANNER": settings.upload_scanner,
        **mail_config(settings),
        **security_config(settings),
    }


def prepare_database(app: Flask) -> None:
    """Connect the database, its migrations and the people who sign in."""
    db.init_app(app)
    Migrate(
        app,
        db,
        directory=str(ROOT / "portal" / "migrations"),
        render_as_batch=True,
        compare_type=True,
    )
    Security(app, datastore, register_blueprint=False)
    # The session is the only way in: no token from a header, an address or a body of JSON.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]


def prepare_pages(app: Flask, settings: Settings) -> None:
    """Set up what every page shares; the order is the order in which a request meets it."""
    log_requests(app)
    prepare_transactions(app)
    prepare_security(app, settings)
    app.before_request(guard)
    prepare_errors(app)
    prepare_filters(app)
    prepare_navigation(app)
    prepare_assets(app)
    prepare_mail(app)
    WTFormsHelpers(app)

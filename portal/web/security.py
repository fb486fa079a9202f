"""Headers, cookies, limits: what protects every page alike."""

from datetime import timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address

from flask import Flask, request
from flask_limiter import Limiter
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from portal.config import Settings
from portal.web.bodies import (
    BODIES,
    MEGABYTE,
    MOST_READ,
    PatchworkRequest,
    files_at_once,
    files_left_out,
)

CONTENT_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PERMISSIONS = {"geolocation": "()", "camera": "()", "microphone": "()", "browsing-topics": "()"}

csrf = CSRFProtect()


def place() -> str:
    """Say where a request comes from: an internet address, or the network of a newer (IPv6) one."""
    written = request.remote_addr or "127.0.0.1"
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if isinstance(address, IPv4Address):
        return written
    # One connection has a whole network of these, and could take another one for each try.
    return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False))


limiter = Limiter(place, headers_enabled=False)


def was_done(response: Response) -> bool:
    """Tell whether a form was taken, for limits that do not count one with mistakes."""
    return response.status_code == 302


def led_nowhere(response: Response) -> bool:
    """Tell whether a link was wrong, for limits that do not count one that opens something."""
    return response.status_code == 404


def security_config(settings: Settings) -> dict[str, object]:
    """Give the Flask settings that limit sizes and protect cookies."""
    return {
        "MAX_CONTENT_LENGTH": 12 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
        "MAX_FORM_PARTS": 3000,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "__Host-patchwork" if settings.secure else "patchwork",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.secure,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_HEADERS_ENABLED": False,
    }


def prepare_security(app: Flask, settings: Settings) -> None:
    """Put the guards before the app's pages."""
    app.request_class = PatchworkRequest
    app.add_template_global(files_at_once)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.before_request(refuse_json)
    app.before_request(limit_plain_forms)
    csrf.init_app(app)
    limiter.init_app(app)
    Talisman(
        app,
        force_https=settings.secure,
        strict_transport_security=settings.secure,
        session_cookie_secure=settings.secure,
        content_security_policy=CONTENT_POLICY,
        permissions_policy=PERMISSIONS,
        referrer_policy="same-origin",
    )
    app.after_request(keep_out_of_caches)


def refuse_json() -> None:
    """Take forms as forms only: read as JSON, a field could be of any kind and of any depth."""
    if request.is_json and request.method not in {"GET", "HEAD", "OPTIONS"}:
        raise UnsupportedMediaType


def limit_plain_forms() -> None:
    """Hold forms without files to the size of one, and give those with several files room.

    The parser limits only the fields of forms with files.
    """
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = request.max_form_memory_size
    elif request.endpoint in BODIES:
        most = MOST_READ if files_left_out(request) else BODIES[request.endpoint]
        request.max_content_length = most


def keep_out_of_caches(response: Response) -> Response:
    """Forbid storing anything but built assets, whose names change with their content."""
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response

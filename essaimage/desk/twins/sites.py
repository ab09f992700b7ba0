"""When two addresses show the same page: what browsers and newsletters add to them left aside."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(r"utm_\w+|mtm_\w+|pk_\w+|at_\w+|fbclid|gclid|msclkid|mc_[ce]id|xtor|_gl|ref")
_INDEX = re.compile(r"/(index|default|accueil|home)(\.\w+)?$", re.IGNORECASE)


def page_key(address: str) -> str:
    """Return what two addresses of one page share; empty for what is no address.

    Left aside: http or https, « www. », capitals, the fragment, the last slash, « index.html », what
    follows visitors around.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name.lower())
    ]
    door = "" if port in (None, 80, 443) else f":{port}"
    path = _INDEX.sub("", parts.path.rstrip("/")).rstrip("/").lower()
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host.removeprefix('www.')}{door}{path}{query}"

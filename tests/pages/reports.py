"""What a browser sends from « Signaler une erreur »."""

from essaimage.desk.corrections.subjects import report_url


def fill(client, address: str, champ: str, **values) -> dict:
    """Return what a browser would send from the form about ``champ``."""
    page = client.get(address, {"champ": champ})
    return {
        "champ": champ,
        "vu": page.context["seal"],
        "proposed": "Autre chose.",
        "evidence": "",
        "email": "",
        "website": "",
    } | values


def send(client, fiche, champ: str, **values):
    address = report_url(fiche)
    return client.post(address, fill(client, address, champ, **values))

"""The files of a selection: what spreadsheets and calendars read, formulas that never run, drafts that never leak."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from essaimage.common.spreadsheets import csv_of, harmless, xlsx_of
from essaimage.pages.selection_calendar import escaped, folded
from tests.assertions import assert_contains
from tests.factories import (
    make_alias,
    make_commune,
    make_coverage,
    make_dispositif,
    make_guichet,
    make_montant,
    make_source,
    make_window,
)

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\x00=1", "\n=cmd|'/c calc'!A0"]


def read_csv(response) -> list[dict[str, str]]:
    """Return the rows of a CSV as a French spreadsheet reads them."""
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = StringIO(response.content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def read_ics(response) -> list[dict[str, str]]:
    """Return the events of a calendar, its lines checked and unfolded."""
    raw = response.content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    whole = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    events, event = [], None
    for line in filter(None, whole):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            events.append(event)
            event = None
        elif event is not None:
            event[name] = value
    return events


def test_the_csv_says_in_french_what_the_page_says_with_its_sources(client):
    one = make_dispositif(
        slug="une", title="L’aide", who_decides="Le jury", steps="**Écrire** d’abord."
    )
    make_montant(one, maximum=5000, unit="par_an", label="La première année")
    make_window(one, closes=date(2026, 1, 29), label="Vague 1")
    make_guichet(one, role="Chargée de mission")
    source = make_source(
        publisher="Avise", title="Le barème", date=date(2026, 2, 5), url="https://a.fr/b"
    )
    make_coverage(one, source=source)

    response = client.get("/selection/selection.csv", {"d": ["une", "inconnue"]})

    [row] = read_csv(response)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="selection-essaimage.csv"' in response.headers["Content-Disposition"]
    assert row["Dispositif"] == "L’aide"
    assert (
        row["Montants"].replace("\xa0", " ")
        == "Subvention : jusqu’à 5 000 € par an (La première année)"
    )
    assert row["Dates"].replace("\xa0", " ") == "Vague 1 : clôture le 29 janvier 2026 (passée)"
    assert row["Comment demander"] == "Écrire d’abord."
    assert row["Qui décide"] == "Le jury"
    assert row["Où"] == "Toute la France"
    assert row["Fiche"] == "http://testserver/dispositifs/une/"
    assert "Avise, Le barème (5 février 2026), https://a.fr/b" in row["Sources et dates"]
    assert row["Verdict"] == ""


def test_the_files_hold_the_verdict_of_the_commune(client):
    make_commune("23096", "Guéret")
    make_coverage(make_dispositif(slug="une"))

    [row] = read_csv(client.get("/selection/selection.csv?d=une&commune=23096"))

    assert (row["Commune"], row["Verdict"]) == ("Guéret (23)", "S’applique")
    assert row["Raison du verdict"]


def test_the_xlsx_holds_the_same_texts(client):
    make_dispositif(slug="une", title='=HYPERLINK("http://evil")', summary="Une aide.")

    response = client.get("/selection/selection.xlsx?d=une")

    [told] = read_csv(client.get("/selection/selection.csv?d=une"))
    header, row = load_workbook(BytesIO(response.content)).active.iter_rows()
    assert {head.value: cell.value or "" for head, cell in zip(header, row, strict=True)} == told
    assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
    assert not any(cell.data_type == "f" for cell in (*header, *row))


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_begins_like_a_formula_is_a_text(formula):
    assert harmless(formula).startswith("'")
    [line] = csv_of(["Titre"], [[formula]]).decode("utf-8-sig").split("\r\n")[1:2]
    assert line.lstrip('"').startswith("'")
    book = load_workbook(BytesIO(xlsx_of("Feuille", ["Titre"], [[formula]])))
    assert book.active["A2"].value.startswith("'")


@pytest.mark.parametrize("text", ["L’aide", "80 %", "– tiret", "a=b", "1 500 €", ""])
def test_an_ordinary_text_is_left_as_it_is(text):
    assert harmless(text) == text


def test_a_cell_holds_no_control_character_and_no_more_than_it_may():
    assert harmless("a\x00b\x1bc\nd\u202e") == "abc\nd"
    assert len(harmless("=" + "x" * 40_000)) == 32_767


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
def test_a_draft_is_in_no_file(client, ending):
    make_window(make_dispositif(slug="secrete", status="brouillon"), closes=date(2027, 1, 1))
    make_window(make_dispositif(slug="vieille", status="archive"), closes=date(2027, 1, 1))

    response = client.get(f"/selection/selection.{ending}?d=secrete&d=vieille")

    assert_contains(response, "Rien à télécharger", status=404)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_for_a_commune_that_is_not_one_says_so(client, ending):
    make_alias(code="23999", commune=make_commune("23096", "Guéret"))
    make_dispositif(slug="une")
    path = f"/selection/selection.{ending}?d=une"

    assert_contains(client.get(f"{path}&commune=99999"), "Aucune commune", status=400)
    assert client.get(f"{path}&commune=23999").headers["Location"] == f"{path}&commune=23096"


def test_the_calendar_holds_days_and_no_guess(client):
    one = make_dispositif(slug="une", title="L’aide ; à tous, vraiment")
    source = make_source(publisher="Avise", title="L’appel", date=date(2026, 2, 5))
    make_window(
        one,
        code="une-2026",
        label="Vague 1",
        opens=date(2026, 1, 6),
        closes=date(2026, 12, 31),
        source=source,
    )
    make_window(one, opens=date(2027, 1, 1), opens_precision="mois", closes=None)
    make_window(one, closes=date(2028, 1, 1), closes_precision="annee")

    response = client.get("/selection/selection.ics?d=une")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    first, last = read_ics(response)
    assert first["SUMMARY"].replace("\xa0", " ") == "Ouverture : L’aide \\; à tous\\, vraiment"
    assert first["DTSTART;VALUE=DATE"] == "20260106"
    assert last["UID"] == "une-2026-cloture@essaimage"
    assert last["DTSTART;VALUE=DATE"] == "20261231"
    assert last["DTEND;VALUE=DATE"] == "20270101"
    said = last["DESCRIPTION"].replace("\xa0", " ")
    assert "Source : Avise\\, L’appel\\, 5 février 2026\\n" in said
    assert last["URL"] == "http://testserver/dispositifs/une/"
    assert re.fullmatch(r"\d{8}T\d{6}Z", last["DTSTAMP"])
    assert client.get("/selection/selection.ics?d=une").content == response.content


def test_without_any_day_there_is_no_calendar(client):
    make_window(make_dispositif(slug="une"), closes=date(2027, 1, 1), closes_precision="mois")

    page = client.get("/selection/selection.ics?d=une")

    assert_contains(page, "connue au jour près", "/selection/?d=une", status=404)
    assert "selection.ics" not in client.get("/selection/?d=une").content.decode()


@pytest.mark.parametrize("text", ["é" * 200, "a" * 75, "a" * 76, "🦄" * 60, "", "« à »" * 40])
def test_a_line_is_folded_at_75_octets_and_no_letter_cut(text):
    parts = list(folded(text))

    assert max(len(part.encode()) for part in parts) <= 75
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text
    assert all(part[0] == " " for part in parts[1:])


def test_a_text_cannot_end_its_line():
    assert escaped("a\r\nEND:VEVENT;b,c\\d") == "a\\nEND:VEVENT\\;b\\,c\\\\d"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
def test_the_queries_of_a_file_do_not_follow_the_rows(
    client, ending, django_assert_max_num_queries
):
    make_commune("23096", "Guéret")
    for number in range(30):
        one = make_dispositif(slug=f"aide-{number}")
        make_window(one, closes=date(2027, 1, 1))
        make_montant(one)
    asked = {"d": [f"aide-{number}" for number in range(30)], "commune": "23096"}

    with django_assert_max_num_queries(12):
        assert client.get(f"/selection/selection.{ending}", asked).status_code == 200

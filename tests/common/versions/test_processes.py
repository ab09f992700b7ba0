"""What is restored in one process is found by the others at once."""

import pytest
from django.db import connection

from essaimage.common.models import Origin
from essaimage.common.versions import record, restore
from tests.factories import make_term
from tests.search.process import Process

pytestmark = pytest.mark.django_db(transaction=True)


def test_another_process_reads_what_was_restored():
    fiche = make_term(title="Essaimer")
    version = record(fiche, author=None)
    other = Process(connection)
    try:
        other("rename", fiche.pk, "Diffuser")
        renamed = other("read")
        restore(version, author=None)
        restored = other("read")
        fiche.refresh_from_db()
        last = record(fiche, author=None, origin=Origin.DELETION)
        fiche.delete()
        gone = other("read")
        restore(last, author=None)

        assert "Diffuser" in str(renamed)
        assert "Essaimer" not in str(renamed)
        assert "Essaimer" in str(restored)
        assert "Essaimer" not in str(gone)
        assert "Essaimer" in str(other("read"))
    finally:
        other.stop()

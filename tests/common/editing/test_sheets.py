"""The merge of three forms: what the page showed, what the other saved, what I typed."""

from itertools import product

import pytest

from essaimage.common.editing.sheets import Kind, Merged, Row, Sheet, Typed, merge


def as_is(rows: str, name: str, values: list[str]) -> list[str]:
    return values


def merged_field(base: str | None, theirs: str, mine: str) -> Merged:
    opened = None if base is None else Sheet({"f": [base]})
    return merge(opened, Sheet({"f": [theirs]}), Typed({"f": [mine]}, {}), as_is)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "kept", "kinds"),
    [
        ("a", "a", "a", "a", []),
        ("a", "b", "a", "b", [Kind.FOLLOWED]),
        ("a", "a", "b", "b", [Kind.KEPT]),
        ("a", "b", "b", "b", []),
        ("a", "b", "c", "c", [Kind.CONFLICT]),
        (None, "b", "b", "b", []),
        (None, "b", "c", "c", [Kind.CONFLICT]),
    ],
)
def test_a_field_follows_stays_or_is_shown(base, theirs, mine, kept, kinds):
    merged = merged_field(base, theirs, mine)

    assert merged.fields == {"f": [kept]}
    assert [each.kind for each in merged.differences] == kinds
    assert merged.has_theirs == (kinds not in ([], [Kind.KEPT]))


def merged_row(base: str | None, theirs: str | None, mine: Row | None) -> Merged:
    opened, current = (
        Sheet(rows={"r": {} if text is None else {"1": {"f": [text]}}}) for text in (base, theirs)
    )
    return merge(opened, current, Typed({}, {"r": [mine] if mine else []}), as_is)


def row(text: str, key: str = "1", *, is_deleted: bool = False) -> Row:
    return Row({"f": [text]}, key, is_deleted)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "kept", "kinds"),
    [
        ("a", "a", row("a"), [row("a")], []),
        ("a", "b", row("a"), [row("b")], [Kind.FOLLOWED]),
        ("a", "b", row("c"), [row("c")], [Kind.CONFLICT]),
        ("a", "a", row("a", is_deleted=True), [row("a", is_deleted=True)], []),
        ("a", "b", row("a", is_deleted=True), [row("b", is_deleted=True)], [Kind.CHANGED_REMOVED]),
        ("a", None, row("a"), [], [Kind.REMOVED]),
        ("a", None, row("c"), [row("c", "")], [Kind.REMOVED_MINE]),
        ("a", None, row("a", is_deleted=True), [], []),
        (None, "b", None, [row("b")], [Kind.ADDED]),
        (None, "b", row("b", ""), [row("b")], [Kind.ADDED]),
        (None, "b", row("c", ""), [row("b"), row("c", "")], [Kind.ADDED]),
        (None, None, row("c", ""), [row("c", "")], []),
    ],
)
def test_a_row_is_never_lost(base, theirs, mine, kept, kinds):
    merged = merged_row(base, theirs, mine)

    assert merged.rows == {"r": kept}
    assert [each.kind for each in merged.differences] == kinds


@pytest.mark.parametrize(("base", "theirs", "mine"), list(product("abc", repeat=3)))
def test_whatever_was_typed_is_in_the_form_or_beside_it(base, theirs, mine):
    merged = merged_field(base, theirs, mine)
    beside = [values["f"][0] for each in merged.differences for values in (each.theirs, each.mine)]

    assert mine in [merged.fields["f"][0], *beside, base]
    assert theirs in [merged.fields["f"][0], *beside]


def test_a_step_taken_by_the_other_is_told_and_changes_no_field():
    before, after = (
        Sheet({"f": ["a"]}, standing={"status": ["statut", word]})
        for word in ("Brouillon", "Publié")
    )

    merged = merge(before, after, Typed({"f": ["b"]}, {}), as_is)

    assert [each.kind for each in merged.differences] == [Kind.MOVED, Kind.KEPT]
    assert merged.has_theirs
    assert merged.fields == {"f": ["b"]}

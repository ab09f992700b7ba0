"""The options of « territoire »: drawn once each, whatever the address asks for."""

from essaimage.territoires.options import TerritoryOptions

OPTIONS = (("Bretagne", (("reg-53", "Toute la région"), ("dep-29", "Finistère (29)"))),)


def test_the_territory_chosen_is_selected():
    drawn = TerritoryOptions(OPTIONS).drawn("dep-29")

    assert '<optgroup label="Bretagne">' in drawn
    assert drawn.count(" selected") == 1
    assert '<option value="dep-29" selected>Finistère (29)</option>' in drawn


def test_a_territory_that_is_no_option_is_drawn_as_no_choice_and_not_kept_apart():
    options = TerritoryOptions(OPTIONS)

    assert options.drawn("epci-200034825") is options.drawn()
    assert " selected" not in options.drawn("epci-200034825")

"""What may have been meant."""

from partnerlab.suggestions import LONGEST_NAME, did_you_mean, nearest, no_such_file


def test_a_name_that_is_not_known_is_answered_with_the_nearest_or_with_all() -> None:
    assert did_you_mean("partnrs", ["partners", "posts"]) == 'did you mean "partners"?'
    assert did_you_mean("zzz", ["partners", "posts"]) == "known are partners, posts"
    assert did_you_mean("zzz", ["partners"], otherwise="ask for help") == "ask for help"


def test_for_a_name_without_end_no_other_is_sought() -> None:
    assert nearest("a" * LONGEST_NAME, ["a" * LONGEST_NAME]) is not None
    assert nearest("a" * (LONGEST_NAME + 1), ["a" * LONGEST_NAME]) is None


def test_a_file_that_is_not_there_is_answered_with_the_nearest_beside_it() -> None:
    assert no_such_file("hbu.yaml", "p/", ["hub.yaml"]) == "there is no file p/hbu.yaml; did you mean p/hub.yaml?"
    assert no_such_file("hub.yaml", "p/", []) == "there is no file p/hub.yaml; check its name"
    link = "p/hub.yaml is a link that leads nowhere or to itself; name the file itself"
    assert no_such_file("hub.yaml", "p/", ["hub.yaml"]) == link

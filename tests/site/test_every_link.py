"""From home, as each of eleven people, along every link, form and part of a page."""

import pytest

from tests.portal.permission_portal import Portal
from tests.portal.permission_table import PEOPLE
from tests.site.walking import Walk

# Whose pages ask the most questions; the others follow one link of each pattern.
WIDE = {"consol", "officer"}
# Less would mean that the walk did not get far.
FEWEST = {"nobody": 2, "officer": 30, "consol": 60, "admin": 100}


@pytest.mark.parametrize("person", PEOPLE)
def test_no_link_leads_to_a_mistake_of_ours(portal: Portal, person: str) -> None:
    walk = Walk(portal)

    for form in walk.follow(person, ["/"], wide=person in WIDE):
        walk.ask(person, form.action, form.fields, method="POST", why="the form as it stands")

    assert walk.failures == []
    assert len(walk.asked) >= FEWEST.get(person, 20)

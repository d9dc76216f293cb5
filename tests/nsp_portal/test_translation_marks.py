import pytest

from nsp_portal.translation_marks import main, unmarked

MARKED = """{% load i18n %}<!doctype html>
<h1 class="{% if x %}big one{% endif %}">{% translate "Reports" %} {{ year }} &nbsp;– 3</h1>
{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}{# a remark #}
{% block body_class %}account-page{% endblock %}
{% comment %}nothing to see{% endcomment %}
<p translate="no">NSP <i>Portal</i></p><script>let word = 1;</script>
<img alt="{% translate 'Map' %}" src="map of all.png">
{% if a %}<p>{% else %}<p lang="km">{% endif %}</p>
"""


@pytest.fixture
def template(tmp_path):
    def write(text):
        path = tmp_path / "page.html"
        path.write_text(text)
        return path

    return write


def test_marked_text_is_quiet(template):
    assert unmarked(template(MARKED)) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("<p>\n\n Sign in\n now</p>", 3, "Sign in now"),
        ('{% translate "a" %}<img\nalt="Map of {{ province }}">', 1, "Map of"),
        ("{% blocktranslate %}one{% endblocktranslate %}\n<b>ភាសា</b>", 2, "ភាសា"),
        ('<p translate="no">NSP</p>portal', 1, "portal"),
    ],
)
def test_unmarked_text_is_found_with_its_line(template, text, line, words):
    (found,) = unmarked(template(text))
    assert (found.line, found.text) == (line, words)


def test_the_command_fails_when_something_is_unmarked(template, tmp_path, capsys):
    template("<p>Sign in</p>")
    assert main([str(tmp_path)]) == 1
    assert "page.html:1: not marked for translation: Sign in" in capsys.readouterr().out

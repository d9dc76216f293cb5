from nsp_portal.template_lines import COLUMNS, main


def test_a_line_that_is_too_long_is_named_with_its_place(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text(f"<p>short</p>\n{'ក' * COLUMNS}\n{'x' * (COLUMNS + 1)}\n")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{page}:3: 120 columns, at most 119",
        "1 templates, 1 lines too long",
    ]


def test_lines_that_fit_and_text_messages_are_quiet(tmp_path):
    (tmp_path / "page.html").write_text("<p>short</p>\n")
    (tmp_path / "message.txt").write_text("x" * 200)
    assert main([str(tmp_path)]) == 0

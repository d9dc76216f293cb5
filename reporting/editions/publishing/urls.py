"""Addresses at which an edition is commented on, signed and published, also to observers."""

from django.urls import path

from reporting.editions.publishing.views import edition_comments, observers, signatures

AT = "editions/<str:period>/<count:number>"

urlpatterns = [
    path("observers/", observers.observer_list, name="observers"),
    path("observers/<str:code>/", observers.observer_page, name="observer"),
    path(f"{AT}/signatures/", signatures.signatures, name="edition_signatures"),
    path(f"{AT}/signatures/ask/", signatures.ask, name="edition_ask"),
    path(f"{AT}/signatures/take-back/", signatures.take_back, name="edition_take_back"),
    path(f"{AT}/signatures/sign/", signatures.sign, name="edition_sign"),
    path(f"{AT}/signatures/<key:sign_off>/withdraw/", signatures.withdraw, name="edition_withdraw"),
    path(f"{AT}/publish/", signatures.publish, name="edition_publish"),
    path(f"{AT}/archive/", signatures.archive, name="edition_archive"),
    path(f"{AT}/comments/", edition_comments.comments, name="edition_comments"),
    path(f"{AT}/comments/part/", edition_comments.comments_part, name="edition_comments_part"),
    *(
        path(
            f"{AT}/comments/<key:thread>/{step}/",
            edition_comments.comment_step,
            {"step": step},
            name=f"edition_comment_{step}",
        )
        for step in ("answer", "settle", "open")
    ),
]

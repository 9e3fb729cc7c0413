from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from js_asset import static_lazy

from debate import cards, dossiers, front, media, moved, preview, subjects, views

handler400 = "debate.views.bad_request"
handler403 = "debate.views.forbidden"
handler404 = "debate.views.not_found"
handler500 = "debate.views.server_error"

# Without a language, and without a dot but the one before what it is.
urlpatterns = [
    re_path(
        r"^media/(?P<path>[a-z0-9][a-z0-9/_-]{0,150})\.(?P<extension>webp)$",
        media.serve,
        name="media",
    ),
    # Where browsers look that were told of no other.
    path("favicon.ico", RedirectView.as_view(url=static_lazy("icon.svg")), name="favicon"),
    path("", include("articles.file_urls")),
    path("", include("feeds.root_urls")),
    path(
        "deelbeeld/<slug:kind>/<slug:language>/<int:key>-<slug:edition>.png",
        cards.picture,
        name="page_picture",
    ),
]
if settings.ANYMAIL["WEBHOOK_SECRET"]:
    urlpatterns += [path("anymail/", include("notifications.webhook_urls"))]
# Dutch at the root, English under /en/: an address says its language, so no cookie has to.
urlpatterns += i18n_patterns(
    path("", front.front, name="front"),
    path("opinie/<slug:slug>/", views.debate, name="debate"),
    path("opinie/<slug:slug>/oud/<int:number>/", moved.old_reaction, name="old_reaction"),
    path("onderwerp/<slug:slug>/", subjects.topic, name="topic"),
    path("serie/<slug:slug>/", subjects.series, name="series"),
    path("archief/", subjects.archive, name="archive"),
    path("archief/<int:year>/", subjects.of_year, name="archive_of_year"),
    path("archief/<int:year>/<int:month>/", subjects.of_month, name="archive_of_month"),
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossier/<slug:slug>/", dossiers.dossier, name="dossier"),
    path("", include("articles.urls")),
    path("redactie/stuk/<int:pk>/voorbeeld/", preview.preview, name="preview_piece"),
    path("inzage/<uuid:key>/", preview.peek, name="peek"),
    path("", include("house.urls")),
    path("", include("comments.urls")),
    path("mijn/", include("notifications.urls")),
    path("", include("search.urls")),
    path("", include("personal.urls")),
    path("", include("feeds.urls")),
    path("", include("notifications.mail_urls")),
    path("", include("notifications.newsletter.urls")),
    path("", include("bulletins.urls")),
    path("mijn/", include("accounts.guest_urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    prefix_default_language=False,
)

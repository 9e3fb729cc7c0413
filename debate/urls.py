from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from js_asset import static_lazy

import accounts.urls
import articles.urls
import notifications.urls
import syndication.urls
from debate import redirects
from debate.views import archive, article, dossiers, front, media, preview, share_pictures

handler400 = "debate.views.article.bad_request"
handler403 = "debate.views.article.forbidden"
handler404 = "debate.views.article.not_found"
handler500 = "debate.views.article.server_error"

# No language prefix; the path has no dot but the one before its extension.
urlpatterns = [
    re_path(
        r"^media/(?P<path>[a-z0-9][a-z0-9/_-]{0,150})\.(?P<extension>webp)$",
        media.serve_media,
        name="media",
    ),
    # Browsers ask for this address when a page names no icon.
    path("favicon.ico", RedirectView.as_view(url=static_lazy("icon.svg")), name="favicon"),
    path("", include(articles.urls.file_urlpatterns)),
    path("", include(syndication.urls.root_urlpatterns)),
    path(
        "deelbeeld/<slug:kind>/<slug:language>/<int:key>-<slug:edition>.png",
        share_pictures.page_share_picture,
        name="page_picture",
    ),
]
if settings.ANYMAIL["WEBHOOK_SECRET"]:
    urlpatterns += [path("anymail/", include("notifications.webhook_urls"))]
# Dutch at the root, English under /en/: the address has the language, so no cookie is needed.
urlpatterns += i18n_patterns(
    path("", front.front_page, name="front"),
    path("opinie/<slug:slug>/", article.article_page, name="debate"),
    path(
        "opinie/<slug:slug>/oud/<int:number>/", redirects.redirect_old_comment, name="old_reaction"
    ),
    path("onderwerp/<slug:slug>/", archive.topic_page, name="topic"),
    path("serie/<slug:slug>/", archive.series_page, name="series"),
    path("archief/", archive.archive_page, name="archive"),
    path("archief/<int:year>/", archive.archive_year_page, name="archive_of_year"),
    path("archief/<int:year>/<int:month>/", archive.archive_month_page, name="archive_of_month"),
    path("dossiers/", dossiers.dossier_list, name="dossiers"),
    path("dossier/<slug:slug>/", dossiers.dossier_page, name="dossier"),
    path("", include("articles.urls")),
    path("redactie/stuk/<int:pk>/voorbeeld/", preview.article_preview, name="preview_piece"),
    path("inzage/<uuid:key>/", preview.preview_link_page, name="peek"),
    path("", include("comments.urls")),
    path("", include("desk.urls")),
    path("mijn/", include("notifications.urls")),
    path("", include("search.urls")),
    path("", include("privacy.urls")),
    path("", include("syndication.urls")),
    path("", include(notifications.urls.mail_urlpatterns)),
    path("", include("newsletter.urls")),
    path("", include("bulletins.urls")),
    path("mijn/", include(accounts.urls.guest_urlpatterns)),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    prefix_default_language=False,
)

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from debate import views

handler400 = "debate.views.bad_request"
handler403 = "debate.views.forbidden"
handler404 = "debate.views.not_found"
handler500 = "debate.views.server_error"

# Dutch at the root, English under /en/: an address says its language, so no cookie has to.
urlpatterns = i18n_patterns(
    path("", views.front, name="front"),
    path("opinie/<slug:slug>/", views.debate, name="debate"),
    path("", include("house.urls")),
    path("", include("comments.urls")),
    path("mijn/", include("accounts.guest_urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    prefix_default_language=False,
)

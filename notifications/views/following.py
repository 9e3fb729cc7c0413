"""Following and unfollowing an article, a dossier or an author."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from articles.models import Article, Dossier
from common.ratelimit import within_rate_limit
from notifications import actions
from notifications.forms import FollowForm
from notifications.models import Subscriber
from notifications.visitor import request_subscriber


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow or unfollow an article, as a member or as a guest with a confirmed address."""
    followed = get_object_or_404(Article.objects.published(), pk=pk)
    return _follow_titled(request, "article", followed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow or unfollow a dossier, as a member or as a guest with a confirmed address."""
    followed = get_object_or_404(Dossier.objects.published(), pk=pk)
    return _follow_titled(request, "dossier", followed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_author(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow or unfollow an author, as a member. An author has a byline on a published article."""
    writers = User.objects.filter(bylines__article__in=Article.objects.published(), is_active=True)
    followed = writers.filter(pk=pk).first()
    if followed is None:
        raise Http404
    context = {
        "author_pk": followed.pk,
        "author_name": followed.name,
        "title": followed.name,
        "back": reverse("person", args=[followed.pk]),
        "part": "notifications/_follow_author.html",
    }
    member = request_subscriber(request) if request.user.is_authenticated else None
    return _follow_response(request, member, context, author=followed)


def _follow_titled(request: HttpRequest, name: str, followed: Article | Dossier) -> HttpResponse:
    context = {
        name: followed,
        "title": followed.title,
        "back": f"{followed.get_absolute_url()}#volgen",
        "part": f"notifications/_follow_{name}.html",
    }
    return _follow_response(request, request_subscriber(request), context, **{name: followed})


def _follow_response(
    request: HttpRequest, subscriber: Subscriber | None, context: dict, **what
) -> HttpResponse:
    """Show the follow button, or apply it on POST. An unknown visitor is shown how to sign in."""
    context["may_follow"] = subscriber is not None
    if request.method != "POST" or subscriber is None:
        return _follow_page(request, context, status=403 if request.method == "POST" else 200)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return render(request, "error.html", {"code": 400}, status=400)
    change = actions.start_following if form.cleaned_data["follow"] else actions.stop_following
    try:
        if not within_rate_limit("follow", str(subscriber.pk), 60, 600):
            raise actions.TooManyFollows
        change(subscriber, **what)
    except actions.TooManyFollows:
        context["trouble"] = _("Too many requests. Wait a few minutes.")
        return _follow_page(request, context, status=429)
    if request.htmx:
        return render(request, context["part"], context)
    if form.cleaned_data["listed"]:
        return redirect("preferences")
    return redirect(context["back"])


def _follow_page(request: HttpRequest, context: dict, *, status: int) -> HttpResponse:
    return render(request, "notifications/follow.html", context, status=status)

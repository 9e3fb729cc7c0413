"""The page with the settings of an article and of its debate."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions
from articles.actions.settings import BylineData
from articles.forms import ArticleSettingsForm, BylineFormSet, DebateForm
from articles.forms.files import ImageForm
from articles.forms.settings import BaseBylineFormSet
from articles.guards import for_writers, get_permitted_article
from articles.models import Article, Invited, Series, Topic
from articles.permissions import (
    article_permissions,
    may_edit_all_articles,
    may_edit_article_settings,
    may_edit_debate_settings,
)
from articles.views.images import IMAGES_AN_HOUR
from common.params import parse_number
from common.ratelimit import within_rate_limit

MAX_SUGGESTIONS = 200


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def article_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit bylines, subjects, image and debate, each in a form that is saved by itself."""
    article = get_permitted_article(request, pk, may_edit_article_settings)
    sent = request.POST.get("part", "")
    forms = {
        "piece": ArticleSettingsForm(_data(request, "piece"), article=article),
        "names": _names(request, article),
    }
    forms["image"] = ImageForm(_data(request, "image"), request.FILES or None, auto_id="beeld-%s")
    if may_edit_debate_settings(request.user, article):
        forms["debate"] = _debate(request, article)
    if "without_image" in request.POST:
        actions.update_article_settings(article, {"image": None})
        return redirect("piece_settings", article.pk)
    if sent in forms and forms[sent].is_valid() and SAVE_PART[sent](article, forms[sent], request):
        messages.success(request, _("Saved."))
        return redirect("piece_settings", article.pk)
    context = {
        "article": article,
        "forms": forms,
        **_suggested(request),
        "invited": Invited.objects.filter(article=article).select_related("user"),
        **article_permissions(request.user, article),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "articles/desk/settings.html", context, status=status)


def _suggested(request: HttpRequest) -> dict:
    """Return topics and series to suggest; to an author only those of published articles."""
    topics, series = Topic.objects.all(), Series.objects.all()
    if not may_edit_all_articles(request.user):
        read = Article.objects.published().order_by()
        topics = topics.filter(pk__in=read.values("topics"))
        series = series.filter(pk__in=read.values("series"))
    return {
        "topics": topics.values_list("name", flat=True)[:MAX_SUGGESTIONS],
        "series": series.values_list("title", flat=True)[:MAX_SUGGESTIONS],
    }


def _data(request: HttpRequest, part: str):
    return request.POST if request.POST.get("part") == part else None


def _names(request: HttpRequest, article: Article):
    rows = [
        {
            "pk": byline.pk,
            "name": byline.name,
            "affiliation": byline.affiliation,
            "about": byline.about,
            "account": byline.user.email if byline.user else "",
            "ORDER": place,
        }
        for place, byline in enumerate(article.bylines.select_related("user"), start=1)
    ]
    links = may_edit_all_articles(request.user)
    return BylineFormSet(_data(request, "names"), initial=rows, links_accounts=links, prefix="naam")


def _debate(request: HttpRequest, article: Article) -> DebateForm:
    initial = {}
    if article.closes_after_days is not None:
        initial["closed_at"] = None  # computed from closes_after_days
    return DebateForm(_data(request, "debate"), instance=article, initial=initial, prefix="debat")


def _save_piece(article: Article, form: ArticleSettingsForm, request: HttpRequest) -> bool:
    data = form.cleaned_data
    actions.change_article_slug(article, data["slug"])
    fields = {name: data[name] for name in ("language", "answers", "sources")}
    actions.update_article_settings(article, fields, topics=data["topics"], series=data["series"])
    return True


def _save_image(article: Article, form: ImageForm, request: HttpRequest) -> bool:
    """Replace the main image; the former one stays where texts use it."""
    said = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit")}
    if not within_rate_limit("image", str(request.user.pk), IMAGES_AN_HOUR, 3600):
        form.add_error("file", _("Too many requests. Try again in an hour."))
        return False
    try:
        image = actions.add_image(form.cleaned_data["file"], **said, by=request.user)
    except ValidationError as error:
        form.refuse(error)
        return False
    actions.update_article_settings(article, {"image": image})
    return True


def _save_names(article: Article, forms: BaseBylineFormSet, request: HttpRequest) -> bool:
    users = {byline.pk: byline.user for byline in article.bylines.select_related("user")}
    names = []
    for form in forms.ordered_forms:
        data = form.cleaned_data
        if not data.get("name") and not data.get("account"):
            continue
        user = data["account"] if "account" in form.fields else users.get(data["pk"])
        names.append(BylineData(data["pk"], data["name"], data["affiliation"], data["about"], user))
    actions.set_bylines(article, names)
    return True


def _save_debate(article: Article, form: DebateForm, request: HttpRequest) -> bool:
    data = dict(form.cleaned_data)
    gone = [pk for one in request.POST.getlist("uninvite") if (pk := parse_number(one))]
    actions.update_invited_members(article, new=data.pop("invited"), gone=gone)
    pinned = data.pop("pinned")
    actions.update_article_settings(article, data, pinned=pinned)
    return True


SAVE_PART = {
    "piece": _save_piece,
    "image": _save_image,
    "names": _save_names,
    "debate": _save_debate,
}

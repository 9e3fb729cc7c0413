"""Submitting, publishing, scheduling, withdrawing and restoring an article."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions, drafts, permissions
from articles.actions.publishing import article_state, publication_problems
from articles.forms import PublishArticleForm, WithdrawArticleForm
from articles.guards import for_writers, get_permitted_article

CONFLICT_MESSAGE = gettext_lazy("Someone else changed this article. Check it and try again.")
# For each button: its permission, action, message, and the page to return to.
STEPS = {
    "submit": (
        permissions.may_submit_article,
        actions.submit_article,
        gettext_lazy("Submitted. The editors find it under “Ready to edit”."),
        "write",
    ),
    "take_back": (
        permissions.may_cancel_submission,
        actions.cancel_submission,
        gettext_lazy("It is a draft again."),
        "write",
    ),
    "unschedule": (
        permissions.may_schedule_article,
        actions.unschedule_article,
        gettext_lazy("It is no longer scheduled and is now under “Ready to edit”."),
        "write",
    ),
    "bring_back": (
        permissions.may_restore_article,
        actions.restore_article,
        gettext_lazy("Readers can see it again."),
        "write",
    ),
    "lead": (
        permissions.may_feature_article,
        actions.feature_article,
        gettext_lazy("The front page now features it."),
        "publish_piece",
    ),
    "lead_no_more": (
        permissions.may_feature_article,
        actions.unfeature_article,
        gettext_lazy("The front page features the newest article again."),
        "publish_piece",
    ),
}


@for_writers
@require_POST
def take_article_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of the `STEPS`, which need no form."""
    if (wanted := request.POST.get("do", "")) not in STEPS:
        raise PermissionDenied
    may, act, said, page = STEPS[wanted]
    article = get_permitted_article(request, pk, may)
    try:
        act(article, by=request.user)
    except actions.ArticleConflict:
        messages.error(request, CONFLICT_MESSAGE)
    else:
        messages.success(request, said)
    return redirect(page, article.pk)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def article_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish or schedule the article, if nothing is missing."""
    article = get_permitted_article(request, pk, permissions.may_publish_article)
    later = "later" in request.POST
    form = PublishArticleForm(request.POST if later else None, initial={"at": _planned(article)})
    missing, status = [], 200
    if request.method == "POST" and (not later or form.is_valid()):
        at = form.cleaned_data["at"] if later else None
        try:
            actions.publish_article(
                article, by=request.user, at=at, seen=request.POST.get("seen", "")
            )
        except actions.ArticleConflict:
            messages.error(request, CONFLICT_MESSAGE)
            return redirect("publish_piece", article.pk)
        except actions.IncompleteArticle as error:
            missing, status = error.problems, 422
        else:
            messages.success(request, _("Scheduled.") if later else _("Published."))
            return redirect("write", article.pk)
    draft = drafts.get_article_draft(article)
    text = drafts.current_article_text(article, draft)
    context = {
        "article": article,
        "draft": draft,
        "text": text,
        "form": form,
        "seen": article_state(article, draft),
        "missing": missing or publication_problems(article, text),
    } | permissions.article_permissions(request.user, article)
    return render(
        request, "articles/desk/publish.html", context, status=422 if form.errors else status
    )


def _planned(article):
    return article.published_at if article.is_scheduled else None


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def article_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the article, with a reason for its readers."""
    article = get_permitted_article(request, pk, permissions.may_withdraw_article)
    form = WithdrawArticleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw_article(article, by=request.user, **form.cleaned_data)
        except actions.ArticleConflict:
            messages.error(request, CONFLICT_MESSAGE)
        else:
            messages.success(request, _("Withdrawn. Readers see the reason at its address."))
        return redirect("write", article.pk)
    context = {"article": article, "form": form} | permissions.article_permissions(
        request.user, article
    )
    status = 422 if form.errors else 200
    return render(request, "articles/desk/withdraw.html", context, status=status)

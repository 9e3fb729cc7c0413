"""The editors' desk for bulletins. Every button works without JavaScript."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bulletins import actions, content
from bulletins.actions.composing import next_bulletin_number
from bulletins.forms import BulletinForm
from bulletins.models import Bulletin
from bulletins.permissions import for_bulletin_editors, may_mail_bulletin
from bulletins.views import printed
from common.params import parse_number


@for_bulletin_editors
@require_safe
def bulletin_desk(request: HttpRequest) -> HttpResponse:
    context = {"bulletins": Bulletin.objects.with_gaps().to_list()}
    return render(request, "bulletins/desk/list.html", context)


@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_bulletin(request: HttpRequest) -> HttpResponse:
    initial = {"number": next_bulletin_number(), "date": timezone.localdate()}
    form = BulletinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return redirect(
            "compose_bulletin", actions.create_bulletin(by=request.user, **form.cleaned_data).pk
        )
    return render(
        request, "bulletins/desk/begin.html", {"form": form}, status=422 if form.errors else 200
    )


@for_bulletin_editors
@require_http_methods(["GET", "HEAD", "POST"])
def compose_bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the bulletin and all its parts; each button posts its action in `do`."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    if do := request.POST.get("do", ""):
        return redirect(request.path + _apply_bulletin_button(request, bulletin, do))
    form = BulletinForm(request.POST or None, instance=bulletin)
    if request.method == "POST" and form.is_valid():
        actions.update_bulletin(bulletin, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    pieces = content.bulletin_parts(bulletin)
    context = {
        "bulletin": Bulletin.objects.get(pk=pk),  # as saved, without the form's unsaved values
        "form": form,
        "pieces": pieces,
        "gaps": sum(not piece.is_public for piece in pieces),
        "may_mail": may_mail_bulletin(request.user, bulletin),
    }
    return render(
        request, "bulletins/desk/compose.html", context, status=422 if form.errors else 200
    )


def _apply_bulletin_button(request: HttpRequest, bulletin: Bulletin, do: str) -> str:
    """Apply the pressed button; return the fragment of the page to go back to."""
    verb, _colon, key = do.partition(":")
    if verb == "publish":
        actions.publish_bulletin(bulletin, by=request.user)
        messages.success(request, _("Everyone can read it now."))
        return ""
    if verb == "withdraw":
        actions.withdraw_bulletin(bulletin, by=request.user)
        messages.success(request, _("Only the editors can see it now."))
        return ""
    pk = parse_number(key) or 0
    item = get_object_or_404(bulletin.items.select_related("bulletin"), pk=pk)
    match verb:
        case "up":
            actions.move_bulletin_item(item, -1, by=request.user)
        case "down":
            actions.move_bulletin_item(item, 1, by=request.user)
        case "whole" | "lead":
            actions.set_item_whole(item, whole=verb == "whole", by=request.user)
        case "remove":
            actions.remove_bulletin_item(item, by=request.user)
            messages.success(request, _("Removed from the bulletin."))
            return "#delen"
    return f"#deel-{item.pk}"


@for_bulletin_editors
@require_safe
def bulletin_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the bulletin as everyone would read it now."""
    bulletin = get_object_or_404(Bulletin, pk=pk)
    pieces = content.public_parts(bulletin)
    context = {
        "bulletin": bulletin,
        "pieces": pieces,
        "contents": [piece for piece in pieces if piece.in_contents],
        "is_preview": True,
    }
    return render(request, "bulletins/bulletin.html", context)


@for_bulletin_editors
@require_safe
def bulletin_preview_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin, pk=pk)
    return printed.pdf_response(request, bulletin, back=_compose_page_url(bulletin))


def _compose_page_url(bulletin: Bulletin) -> str:
    return redirect("compose_bulletin", bulletin.pk).url

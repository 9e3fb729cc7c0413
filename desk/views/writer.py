"""One writer at the desk: their record, what colleagues noted, and measures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import for_moderators
from accounts.permissions import may_set_rules
from comments.models import Comment
from desk import writers
from desk.forms.sanctions import (
    MeasureForm,
    NoteForm,
)
from moderation import actions
from moderation.models import (
    Measure,
    WriterNote,
)
from moderation.permissions import (
    is_of_team,
    may_lift,
    may_measure,
    may_remove_note,
)

PAGE = 30


def _comment(pk: int) -> Comment:
    """Any of the writer's reactions; the page is named by one, and never by who it is."""
    sent = Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
    return get_object_or_404(sent.select_related("user"), pk=pk)


@for_moderators
@require_safe
def writer(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _comment(pk))


@for_moderators
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a measure, with its reason, and let the writer be told."""
    comment = _comment(pk)
    if not (writers.is_known(comment) and may_measure(request.user, writers.person_of(comment))):
        raise PermissionDenied
    form = MeasureForm(request.POST, by=request.user, is_member=comment.user_id is not None)
    if not form.is_valid():
        return _page(request, comment, measure_form=form)
    actions.take(**_whom(comment), **form.cleaned_data, by=request.user, language=comment.language)
    messages.success(request, _("Taken. The writer is told by mail, with your reason."))
    return redirect("writer", pk=pk)


@for_moderators
@require_POST
def lift(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    comment = _comment(pk)
    measures = Measure.objects.about([writers.person_of(comment)])
    measure = get_object_or_404(measures, pk=measure_pk)
    try:
        actions.lift(measure, by=request.user)
    except actions.NotInForce:
        messages.info(request, _("This measure was over already."))
    else:
        messages.success(request, _("Lifted. The writer is told by mail."))
    return redirect("writer", pk=pk)


@for_moderators
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _comment(pk)
    form = NoteForm(request.POST)
    if not any(writers.person_of(comment)):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, comment, note_form=form)
    actions.note(form.cleaned_data["text"], **_whom(comment), by=request.user)
    return redirect("writer", pk=pk)


@for_moderators
@require_POST
def remove_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    notes = WriterNote.objects.about([writers.person_of(_comment(pk))])
    actions.remove_note(get_object_or_404(notes, pk=note_pk), by=request.user)
    return redirect("writer", pk=pk)


@for_moderators
@require_safe
def of_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """From a measure in the record to the page of whom it is about."""
    measure = get_object_or_404(Measure, pk=pk)
    theirs = Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
    if measure.user_id:
        theirs = theirs.filter(user=measure.user_id)
    else:
        # Without one whom it is about was erased, and so is whoever wrote what has none either.
        theirs = theirs.filter(user=None, email=measure.address).exclude(email="")
    comment = get_object_or_404(theirs.order_by("-pk")[:1])
    return redirect("writer", pk=comment.pk)


def _whom(comment: Comment) -> dict:
    return {"user": comment.user, "email": "" if comment.user else comment.email}


def _page(
    request: HttpRequest,
    comment: Comment,
    measure_form: MeasureForm | None = None,
    note_form: NoteForm | None = None,
) -> HttpResponse:
    person = writers.person_of(comment)
    after = request.GET.get("na", "")
    theirs = writers.all_by(comment).select_related("article").order_by("-pk")
    if after.isdecimal() and len(after) <= 18:
        theirs = theirs.filter(pk__lt=int(after))
    shown = list(theirs[: PAGE + 1])
    past = Measure.objects.about([person]).select_related("by", "lifted_by", "house_rule")
    [about] = writers.about([comment])
    in_force = {measure.pk for measure in about.standing.measures}
    measures = list(past)
    for measure in measures:
        measure.is_in_force = measure.pk in in_force
        measure.may_lift = measure.is_in_force and may_lift(request.user, measure)
    for one in about.notes:
        one.may_remove = may_remove_note(request.user, one)
    is_known = writers.is_known(comment)
    context = {
        "comment": comment,
        "record": writers.record(comment),
        "measures": measures,
        "notes": about.notes,
        "comments": shown[:PAGE],
        "next": shown[PAGE - 1].pk if len(shown) > PAGE else "",
        "is_first_page": not after,
        "is_known": is_known,
        "is_of_team": is_of_team(person),
        "may_measure": is_known and may_measure(request.user, person),
        "measure_form": measure_form
        or MeasureForm(by=request.user, is_member=comment.user_id is not None),
        "note_form": note_form or NoteForm(auto_id="note_%s"),
        "may_ban": may_set_rules(request.user),
    }
    status = 422 if measure_form or note_form else 200
    return render(request, "desk/writer.html", context, status=status)

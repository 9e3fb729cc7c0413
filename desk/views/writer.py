"""The page of a writer at the desk: their reactions, notes and sanctions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import for_moderators
from accounts.identity import Identity, Person
from accounts.permissions import may_set_rules
from comments.models import Comment
from common.paging import keyset_page
from desk import writers
from desk.forms.sanctions import SanctionForm, WriterNoteForm
from moderation import actions
from moderation.models import Measure, WriterNote
from moderation.permissions import (
    is_team_member,
    may_lift_sanction,
    may_remove_writer_note,
    may_sanction,
)

PAGE_SIZE = 30


def _named_comment(pk: int) -> Comment:
    """Return the reaction that names the page of its writer: the URL must not identify a person."""
    sent = Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
    return get_object_or_404(sent.select_related("user"), pk=pk)


@for_moderators
@require_safe
def writer_desk_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _named_comment(pk))


@for_moderators
@require_POST
def sanction_writer(request: HttpRequest, pk: int) -> HttpResponse:
    """Impose a sanction, with its reason, and notify the writer."""
    comment = _named_comment(pk)
    if not (
        writers.is_known_writer(comment) and may_sanction(request.user, Person.of_row(comment))
    ):
        raise PermissionDenied
    form = SanctionForm(request.POST, by=request.user, is_member=comment.user_id is not None)
    if not form.is_valid():
        return _page(request, comment, measure_form=form)
    actions.impose_sanction(
        user=comment.user,
        email=comment.email,
        **form.cleaned_data,
        by=request.user,
        language=comment.language,
    )
    messages.success(
        request, _("The sanction is in force. The writer gets an email with your reason.")
    )
    return redirect("writer", pk=pk)


@for_moderators
@require_POST
def lift_writer_sanction(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    comment = _named_comment(pk)
    measures = Measure.objects.about([Person.of_row(comment)])
    measure = get_object_or_404(measures, pk=measure_pk)
    try:
        actions.lift_sanction(measure, by=request.user)
    except actions.SanctionNotInForce:
        messages.info(request, _("This sanction had already ended."))
    else:
        messages.success(request, _("Lifted. The writer gets an email."))
    return redirect("writer", pk=pk)


@for_moderators
@require_POST
def post_writer_note(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _named_comment(pk)
    form = WriterNoteForm(request.POST)
    if not any(Person.of_row(comment)):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, comment, note_form=form)
    text = form.cleaned_data["text"]
    actions.add_writer_note(text, user=comment.user, email=comment.email, by=request.user)
    return redirect("writer", pk=pk)


@for_moderators
@require_POST
def delete_writer_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    notes = WriterNote.objects.about([Person.of_row(_named_comment(pk))])
    actions.remove_writer_note(get_object_or_404(notes, pk=note_pk), by=request.user)
    return redirect("writer", pk=pk)


@for_moderators
@require_safe
def redirect_to_sanctioned_writer(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect from a sanction in the audit log to the page of its writer."""
    measure = get_object_or_404(Measure, pk=pk)
    # Nobody if the writer was erased since.
    writer = Identity(measure.user_id) if measure.user_id else Identity(None, measure.address)
    theirs = Comment.objects.filter(writer.rows()).exclude(status=Comment.Status.UNCONFIRMED)
    comment = get_object_or_404(theirs.order_by("-pk")[:1])
    return redirect("writer", pk=comment.pk)


def _page(
    request: HttpRequest,
    comment: Comment,
    measure_form: SanctionForm | None = None,
    note_form: WriterNoteForm | None = None,
) -> HttpResponse:
    person = Person.of_row(comment)
    after = request.GET.get("na", "")
    theirs = writers.comments_by_same_writer(comment).select_related("article")
    page = keyset_page(theirs, ("-pk",), after, PAGE_SIZE)
    past = Measure.objects.about([person]).select_related("by", "lifted_by", "house_rule")
    [about] = writers.writer_backgrounds([comment])
    in_force = {measure.pk for measure in about.sanctions.measures}
    measures = list(past)
    for measure in measures:
        measure.is_in_force = measure.pk in in_force
        measure.may_lift = measure.is_in_force and may_lift_sanction(request.user, measure)
    for one in about.notes:
        one.may_remove = may_remove_writer_note(request.user, one)
    is_known = writers.is_known_writer(comment)
    context = {
        "comment": comment,
        "record": writers.writer_statistics(comment),
        "measures": measures,
        "notes": about.notes,
        "comments": page.rows,
        "next": page.next,
        "is_first_page": not after,
        "is_known": is_known,
        "is_of_team": is_team_member(person),
        "may_measure": is_known and may_sanction(request.user, person),
        "measure_form": measure_form
        or SanctionForm(by=request.user, is_member=comment.user_id is not None),
        "note_form": note_form or WriterNoteForm(auto_id="note_%s"),
        "may_ban": may_set_rules(request.user),
    }
    status = 422 if measure_form or note_form else 200
    return render(request, "desk/writer.html", context, status=status)

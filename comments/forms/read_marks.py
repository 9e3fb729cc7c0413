"""The form by which an author marks a reaction as read."""

from django import forms


class MarkReadForm(forms.Form):
    """The revision that the author saw; a later one still waits for them."""

    revision = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)

"""What an author sends to mark a reaction as read."""

from django import forms


class MarkReadForm(forms.Form):
    """Which text of it they had before them: a later one still waits for them."""

    revision = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)

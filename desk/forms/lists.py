"""The forms of the lists of words and domains."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from common import domains, names


class ListEntriesForm(forms.Form):
    """Entries to add to a list: one to a line, typed or in a text file."""

    entries = forms.CharField(max_length=200_000, required=False)
    file = forms.FileField(
        label=_("Or a text file"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > 400_000:
            raise forms.ValidationError(_("This file is too large: at most 400 kB."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not a UTF-8 text file.")) from error

    def clean(self) -> dict:
        data = super().clean()
        lines = [*data.get("entries", "").splitlines(), *data.get("file", "").splitlines()]
        try:
            data["found"] = list(dict.fromkeys(self.entry(line) for line in lines if line.strip()))
        except forms.ValidationError as error:
            self.add_error("entries", error)
        else:
            if not data["found"] and not self.errors:
                self.add_error("entries", _("Enter at least one."))
        return data

    def entry(self, line: str) -> str:
        """Return the entry for a line; raise `ValidationError` for an invalid line."""
        raise NotImplementedError


def _lines_field(label, help_text) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "none"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=200_000, required=False, widget=widget
    )


class WatchedWordsForm(ListEntriesForm):
    """Words to watch."""

    entries = _lines_field(
        _("Words to add"),
        _("One per line. An asterisk stands for any letters: oplicht*, *fraude, k*t."),
    )

    def entry(self, line: str) -> str:
        word = names.tidy_line(line).casefold()
        if len(word) > 60:
            raise forms.ValidationError(_("Too long for a word: %(word)s"), params={"word": word})
        if not names.fold_letters(word).replace("*", "").strip():
            raise forms.ValidationError(
                _("This would match everything: %(word)s"), params={"word": word}
            )
        return word


class BlockedDomainsForm(ListEntriesForm):
    """Domains to block."""

    entries = _lines_field(
        _("Domains to add"),
        _("One per line: example.org, or a full address. Subdomains are included."),
    )

    def entry(self, line: str) -> str:
        address = line.strip()
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname
        except ValueError:
            host = None
        domain = domains.normalize_domain((host or "").removeprefix("*.").removeprefix("www."))
        if domain is None:
            raise forms.ValidationError(
                _("This is not a domain: %(line)s"), params={"line": address[:100]}
            )
        return domain

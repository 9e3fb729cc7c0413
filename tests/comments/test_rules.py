"""The rules, a table each; what they may be set to; and what follows when one rejects."""

import time
import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Article
from comments import actions, live, spam_signals, tokens
from comments.actions import Verdict
from comments.models import BlockedDomain, Comment, RuleSetting, WatchedWord
from comments.moderation_rules import MODERATION_RULES
from comments.pages import load_thread_page
from common.html.safe import SafeText

Mode = RuleSetting.Mode
Status = Comment.Status


@pytest.fixture(autouse=True)
def _in_english(settings):
    translation.activate("en")
    settings.COMMENTS_FASTEST = 2


@pytest.fixture
def send(article):
    """Write as a guest, or as `user`, with these signs."""

    def send(text="Dat zie ik anders.", *, user=None, under=None, first=False, **kept) -> Comment:
        email = kept.pop("email", "daan@example.org")
        writer = (
            actions.CommentWriter.member(user) if user else actions.CommentWriter("Daan", email)
        )
        return actions.submit_comment(
            under or article,
            writer,
            text=SafeText(text),
            key=uuid.uuid4(),
            language="nl",
            confirm_first=first,
            signs=kept,
        )

    return send


@pytest.fixture
def post(client, article):
    """Send the real form, as a browser without JavaScript does: fetch it, fill it in, send it."""

    def post(text="Dat zie ik anders.", *, seconds=30, browser=client, **typed):
        url = reverse("compose", args=[article.slug])
        form = browser.get(url).context["form"]
        opened = _opened(time.time() - seconds)
        fields = {"key": form.initial["key"], "opened": opened, "text": text, "website": ""}
        guest = {"name": "Daan", "email": "daan@example.org"}
        return browser.post(url, fields | guest | typed)

    return post


def _opened(moment: float) -> str:
    return signing.dumps(int(moment), salt=spam_signals._SALT)


def found(comment: Comment) -> tuple[str, str]:
    """The rule that held or refused it and what that found; nothing for what is public."""
    decision = comment.decisions.last()
    return ("", "") if decision.verdict == "approve" else (decision.rule, decision.note)


def held_by(comment: Comment) -> str:
    return found(comment)[0]


def only() -> Comment:
    return Comment.objects.get()


# --- Signs of programs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({}, ("", "")),  # written otherwise than through the form
        ({"seconds_open": 2}, ("", "")),
        ({"seconds_open": 1}, ("too_fast", "1")),
        ({"seconds_open": 0}, ("too_fast", "0")),
        ({"seconds_open": None}, ("too_fast", "")),
        ({"trap": True, "seconds_open": 30}, ("honeypot", "")),
    ],
)
def test_signs_of_a_program_hold_a_guest(kept, expected, send):
    assert found(send(**kept)) == expected


def test_a_member_may_be_fast(send, reader):
    assert held_by(send(user=reader, seconds_open=0)) == ""


@pytest.mark.parametrize(
    ("seconds", "typed", "expected"),
    [
        (30, {}, ""),
        (0, {}, "too_fast"),
        (30, {"website": "https://example.net/"}, "honeypot"),
        (30, {"opened": "forged"}, "too_fast"),
        (30, {"opened": ""}, "too_fast"),
        (30, {"opened": signing.dumps(0, salt="elsewhere")}, "too_fast"),
    ],
)
def test_the_form_tells_and_it_is_kept_until_the_guest_confirms(seconds, typed, expected, post):
    assert post(seconds=seconds, **typed).status_code == 302
    assert only().status == Status.UNCONFIRMED
    assert held_by(actions.confirm_comment(only())) == expected


def test_a_form_with_a_mistake_in_it_stays_as_old_as_it_was(post):
    answer = post(seconds=30, email="geen adres")
    assert answer.status_code == 422
    assert spam_signals.seconds_open(answer.context["form"]["opened"].value()) >= 30


def test_only_guests_get_the_hidden_field_and_it_is_out_of_the_way(client, article, reader):
    url = reverse("compose", args=[article.slug])
    html = client.get(url).content.decode()
    assert '<p class="visually-hidden" aria-hidden="true">' in html
    assert 'name="website" tabindex="-1"' in html.replace(' maxlength="500"', "")
    client.force_login(reader)
    assert 'name="website"' not in client.get(url).content.decode()


# --- Floods --------------------------------------------------------------------------------------


class TestFlood:
    @pytest.fixture(autouse=True)
    def _three_a_minute(self, settings):
        settings.COMMENTS_MOST_A_MINUTE = 3

    def test_by_one_account_also_under_several_pieces(self, send, reader, make_article):
        other = make_article("anders")
        first = [send(user=reader, under=under) for under in (None, other, None)]
        assert [held_by(c) for c in first] == ["", "", ""]
        assert found(send(user=reader, under=other)) == ("flood", "4")

    def test_by_one_address_and_not_by_another(self, send):
        assert [held_by(send()) for _ in range(4)] == ["", "", "", "flood"]
        assert held_by(send(email="ander@example.org")) == ""

    def test_a_minute_later_it_is_over(self, send, reader):
        for _ in range(3):
            send(user=reader)
        Comment.objects.update(created_at=timezone.now() - timedelta(seconds=61))
        assert held_by(send(user=reader)) == ""

    def test_a_guest_who_confirms_later_is_judged_by_the_minute_of_writing(self, send):
        waiting = [send(first=True) for _ in range(4)]
        Comment.objects.update(created_at=timezone.now() - timedelta(hours=5))
        # Before and not after: whoever came first is not blamed for the others.
        for seconds, comment in enumerate(waiting):
            moment = timezone.now() - timedelta(hours=5, seconds=-seconds)
            Comment.objects.filter(pk=comment.pk).update(created_at=moment)
        judged = [actions.confirm_comment(Comment.objects.get(pk=c.pk)) for c in reversed(waiting)]
        assert [held_by(c) for c in judged] == ["flood", "", "", ""]

    def test_by_one_network_whatever_the_address(self, post, send):
        for n in range(7):
            assert post(email=f"gast{n}@example.org").status_code == 302
        judged = [actions.confirm_comment(c) for c in Comment.objects.order_by("pk")]
        assert [found(c) for c in judged] == [("", "")] * 6 + [("flood", "7")]

    def test_another_network_counts_by_itself(self, post, client):
        for n in range(7):
            post(email=f"gast{n}@example.org")
        client.defaults["REMOTE_ADDR"] = "198.51.100.7"
        post(email="ander@example.org")
        last = Comment.objects.order_by("pk").last()
        assert held_by(actions.confirm_comment(last)) == ""


# --- What is in the text -------------------------------------------------------------------------

LOUD = "DIT IS ECHT EEN GROTE SCHANDE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eens!", "4"),
        ("1234567890 - 1234567890", "0"),
        ("Tien letters", None),
        ("woord " * 600, None),
        ("woorden " * 600, "4200"),
    ],
)
def test_length(text, expected, send):
    assert found(send(text)) == ("", "")  # off, unless editors want it
    actions.set_rules({"length": Mode.HOLD, "repetition": Mode.OFF})
    assert found(send(text)) == (("length", expected) if expected else ("", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LOUD, "100 %"),
        (LOUD + " vind ik zelf dus", "64 %"),
        (LOUD + " vind ik zelf, en jullie dan?", ""),
        ("SCHANDE!", ""),  # too short to tell
        ("De GGZ, de Wmo en het UWV spreken elkaar niet.", ""),
        ("ΑΥΤΟ ΕΙΝΑΙ ΠΟΛΥ ΚΑΚΟ ΠΡΑΓΜΑ", "100 %"),
        ("這是一個很長的句子,完全沒有大寫字母,所以不算大喊大叫", ""),
        ("Nee!!!!!!!!!!", "!!!!!!!!!!"),
        ("Nee!!!!!!!!!", ""),
        ("Zoooooooooooo lang", "oooooooooo"),
        ("Ik weet het niet.............", ""),
        ("Eerste deel\n\n-------------------\n\nTweede deel", ""),
    ],
)
def test_shouting(text, expected, send):
    assert found(send(text)) == (("shouting", expected) if expected else ("", ""))


@pytest.mark.parametrize(
    ("blocked", "text", "is_found"),
    [
        ("fout.example", "Zie https://fout.example/pagina", True),
        ("fout.example", "Zie HTTPS://FOUT.Example./pagina", True),
        ("fout.example", "Zie https://heel.erg.fout.example:8443/x?y=1&z=2", True),
        ("fout.example", "Zie www.fout.example", True),
        ("fout.example", "Zie fout.example.", True),  # no link, and still advertised
        ("fout.example", "Mail mij: info@fout.example", True),
        ("fout.example", "Zie ｆｏｕｔ．ｅｘａｍｐｌｅ", True),
        ("fout.example", "Zie fout。example", True),
        ("fout.example", "Zie fo\u200but.example", True),
        ("fout.example", "_fout.example_", True),
        ("fout.example", "Zie https://goed.example/fout.example.html", False),
        ("fout.example", "Zie https://nietfout.example/", False),
        ("fout.example", "Zie https://fout.example.org/", False),
        ("fout.example", "Dat is fout. Example is Engels.", False),
        ("xn--bcher-kva.example", "Zie https://bücher.example/", True),
        ("xn--bcher-kva.example", "Zie https://BÜCHER.example/", True),
        ("xn--bcher-kva.example", "Zie https://xn--bcher-kva.example/", True),
        ("fout.example", "Zie https://f\u043eut.example/", False),  # Cyrillic: another domain
    ],
)
def test_a_blocked_domain(blocked, text, is_found, send):
    BlockedDomain.objects.create(domain=blocked)
    assert found(send(text)) == (("blocked_domain", blocked) if is_found else ("", ""))


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        # A star stands for letters, at the start, the end and within; never for a space.
        ("*fraude", "Bijstandsfraude loont.", True),
        ("*fraude", "fraude", True),
        ("*fraude", "fraudeur", False),
        ("*fraud*", "de bijstandsfraudeurs", True),
        ("k*t", "Wat een kloot ben je, kat.", True),
        ("k*t", "Een kat.", True),
        ("k*t", "Een k t.", False),
        ("op*ich*er", "Oplichters!", False),
        ("op*ich*er*", "Oplichters!", True),
        ("an*an", "Ananan", True),
        ("dom*oor", "dom als een oor", False),
        # Letters of other scripts, digits and signs in their place.
        ("idioot", "\u0456di\u043e\u043et", True),  # Cyrillic
        ("idioot", "ıdioot", True),  # without its dot
        ("idioot", "1d10ot", True),
        ("idioot", "Ɩdioot", True),
        ("klootzak", "kl00tz@k", True),
        ("sukkel", "$ukk3l", True),
        ("sukkel", "ѕukke|", True),
        ("wappie", "vvappie", True),
        ("wappie", "ѡappie", True),
        ("sukkel", "𝓼𝓾𝓴𝓴𝓮𝓵", True),
        ("sukkel", "suk\u0308kel", True),  # an accent that no letter comes with
        ("sukkel", "s\u20e3ukkel", True),
        ("sukkel", "s\u200bu\u2060k\u00adk\ufeffel", True),
        # Not every letter that looks like another is meant as it: these are words.
        ("lul", "Een luie ambtenaar is ook maar lui.", False),
        ("lui", "lul", False),
        ("bom", "I was born here.", False),
        # What is no letter on the list is none in the text.
        ("c++", "Ik schrijf c++.", True),
        ("vvd", "De VVD zegt het.", True),
        ("v*", "De VVD zegt het.", True),
        ("привет", "Привет, мир", True),
    ],
)
def test_a_watched_word_in_disguise(word, text, is_found, send):
    WatchedWord.objects.create(word=word)
    assert found(send(text)) == (("watched_word", word) if is_found else ("", ""))


def test_all_the_words_are_named(send):
    actions.add_watched_words(["sukkel", "trut", "hufter"])
    assert found(send("Trut, of sukkel?")) == ("watched_word", "sukkel, trut")


@pytest.mark.parametrize("word", ["a*a*a*a*a*a*a*a*a*b", "*a*a*a*a*a*a*b*", "**a**b"])
def test_no_text_makes_a_word_with_stars_slow(word, send):
    WatchedWord.objects.create(word=word)
    started = time.process_time()
    assert held_by(send("ab" * 2400)) == "watched_word"
    assert held_by(send("xa" * 2400 + " b")) == ""
    # Going back over the stars would take as good as for ever.
    assert time.process_time() - started < 20


def test_one_of_five_thousand_words_is_found(send):
    actions.add_watched_words([f"woord{n}*" for n in range(5000)])
    text = "Dat zie ik toch anders, zei hij; één keer per week. " * 90
    assert held_by(send(text + "Woord4999en.")) == "watched_word"
    assert held_by(send("Een woord, en nog wat woorden over iets anders.")) == ""


# --- The same again ------------------------------------------------------------------------------

TEXT = (
    "In onze straat heeft de gemeente drie keer een bewonersavond gehouden, en drie keer zaten "
    "dezelfde zes mensen op de eerste rij. De ambtenaar schreef alles op en daarna hoorden we "
    "niets meer. Toen zijn we zelf begonnen, met een tafel, een pan soep en een briefje bij de "
    "supermarkt, en nu komen er elke woensdag veertig mensen."
)


@pytest.mark.parametrize(
    ("again", "is_found"),
    [
        (TEXT, True),
        (TEXT.upper(), True),
        (TEXT.replace("e", "е"), True),  # Cyrillic
        (f"Beste redactie,\n\n{TEXT}\n\nGroeten uit Zwolle", True),
        # Three words changed, and four.
        (TEXT.replace("drie", "vier").replace("soep", "erwtensoep"), True),
        (
            TEXT.replace("onze straat", "mijn wijk")
            .replace("ambtenaar", "wethouder")
            .replace("supermarkt", "bakker"),
            True,
        ),
        # The sentences in another order.
        (". ".join(reversed(TEXT.rstrip(".").split(". "))) + ".", True),
        # The same story in someone else's words.
        (
            "Bij ons hield de gemeente ook bewonersavonden, steeds met dezelfde handvol mensen "
            "vooraan. Er werd veel genoteerd en weinig gedaan. Nu koken wij zelf: elke woensdag "
            "schuiven er een stuk of veertig buurtgenoten aan voor soep.",
            False,
        ),
        # Quoting one sentence in order to answer it.
        (
            "> De ambtenaar schreef alles op en daarna hoorden we niets meer.\n\n"
            "Dat herken ik. Bij ons kwam er na een half jaar wel een brief, maar daarin stond "
            "alleen dat het onderwerp de volle aandacht had van het college. Welke aandacht dat "
            "was, weten we nog altijd niet, en vragen helpt ook niet.",
            False,
        ),
    ],
)
def test_nearly_the_same_text_under_any_piece(again, is_found, send, make_article):
    first = send(TEXT)
    other = send(again, under=make_article("anders"), email="ander@example.org")
    assert found(other) == (("repetition", str(first.pk)) if is_found else ("", ""))


def test_short_texts_are_alike_by_chance(send):
    assert [held_by(send("Helemaal mee eens!")) for _ in range(2)] == ["", ""]


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.WITHDRAWN])
def test_what_was_never_sent_or_taken_back_may_be_sent_again(status, send):
    first = send(TEXT, first=status == Status.UNCONFIRMED)
    if status == Status.WITHDRAWN:
        actions.withdraw_comment(first)
    assert held_by(send(TEXT)) == ""


def test_the_order_of_confirming_makes_no_way_around(send):
    first, second = send(TEXT, first=True), send(TEXT, first=True, email="ander@example.org")
    assert held_by(actions.confirm_comment(second)) == ""
    assert found(actions.confirm_comment(first)) == ("repetition", str(second.pk))


def test_correcting_ones_own_text_is_no_repetition(send):
    assert held_by(actions.revise_comment(send(TEXT), SafeText(TEXT.replace("drie", "vier")))) == ""


def test_an_edit_into_what_another_wrote_is(send):
    first = send(TEXT)
    edited = actions.revise_comment(
        send("Eerst iets anders.", email="ander@example.org"), SafeText(TEXT)
    )
    assert found(edited) == ("repetition", str(first.pk))


# --- A writer's past -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("rr", ""),  # too few to tell
        ("rrr", "3/3"),
        ("rra", "2/3"),
        ("rraa", ""),  # half is not more than half
        ("rrraa", "3/5"),
        ("rrr" + "a" * 17 + "rr", ""),
        ("a" * 10 + "r" * 20, "20/20"),  # of the latest twenty
        ("r" * 11 + "a" * 20, ""),
    ],
)
def test_who_was_often_refused_lately_is_held(verdicts, expected, send, judge, article, reader):
    article.policy = Article.Policy.HOLD_ALL
    article.save()
    actions.set_rules({"often_rejected": Mode.OFF})
    comments = [send(user=reader) for _ in verdicts]
    for comment, letter in zip(comments, verdicts, strict=True):
        judge(comment, Verdict.REJECT if letter == "r" else Verdict.APPROVE)
    actions.set_rules({})
    assert found(send(user=reader)) == (
        ("often_rejected", expected) if expected else ("policy", "")
    )
    assert held_by(send()) == "policy"


def test_what_rules_refused_does_not_add_up(send, reader, watched):
    actions.set_rules({"watched_word": Mode.REJECT})
    for _ in range(3):
        send(f"Een {watched} woord.", user=reader)
    assert held_by(send(user=reader)) == ""


# --- What a rule does ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "own", "status"),
    [
        (None, None, Status.PENDING),
        (Mode.OFF, None, Status.PUBLISHED),
        (Mode.HOLD, None, Status.PENDING),
        (Mode.REJECT, None, Status.REJECTED),
        (None, Mode.OFF, Status.PUBLISHED),
        (None, Mode.REJECT, Status.REJECTED),
        (Mode.REJECT, Mode.OFF, Status.PUBLISHED),
        (Mode.REJECT, Mode.HOLD, Status.PENDING),
        (Mode.OFF, Mode.HOLD, Status.PENDING),
    ],
)
def test_a_rule_is_off_holds_or_rejects_and_a_piece_goes_over_the_site(
    site, own, status, send, article, make_article, watched
):
    actions.set_rules({"watched_word": site} if site else {})
    actions.set_rules({"watched_word": own} if own else {}, article)
    assert send(f"Een {watched} woord.").status == status
    # Another piece follows the site.
    there = send(f"Een {watched} woord.", under=make_article("anders"))
    expected = {Mode.OFF: Status.PUBLISHED, Mode.REJECT: Status.REJECTED}
    assert there.status == expected.get(site, Status.PENDING)


def test_a_setting_is_replaced_by_the_next_and_another_piece_keeps_its_own(article, make_article):
    other = make_article("anders")
    actions.set_rules({"links": Mode.OFF, "flood": Mode.REJECT}, article)
    actions.set_rules({"links": Mode.REJECT}, other)
    actions.set_rules({"links": Mode.HOLD}, article)
    rows = RuleSetting.objects.order_by("pk").values_list("article", "rule", "mode")
    assert list(rows) == [(other.pk, "links", "reject"), (article.pk, "links", "hold")]


def test_the_first_rule_that_finds_something_decides(send, watched):
    """A text that every rule about texts finds, and the rules turned off from the top."""
    actions.block_domains(["fout.example"])
    loud = f"{LOUD} EN OOK NOG {watched.upper()} " * 3
    text = loud + "http://FOUT.example " + " ".join(f"http://GOED.example/{n}" for n in range(3))
    # A first one under another name for the repetition to find.
    actions.set_rules(dict.fromkeys([rule.name for rule in MODERATION_RULES], Mode.OFF))
    send(text, email="ander@example.org")
    kept = {"trap": True, "seconds_open": 0, "network_minute": 1_000_000, "proof": ""}
    order, off = [], {}
    for _ in range(9):
        actions.set_rules(off)
        order.append(held_by(send(text, **kept, email=f"gast{len(order)}@example.org")))
        off[order[-1]] = Mode.OFF
    # The first two look at the writer and at no text: tests/moderation/test_sanctions.py.
    in_order = [rule.name for rule in MODERATION_RULES if rule.mode != Mode.OFF][2:]
    assert order == in_order[: len(order)]


@pytest.mark.parametrize("who", ["author", "moderator", "editor"])
def test_no_rule_stops_the_team(who, request, send, watched):
    actions.set_rules(dict.fromkeys([rule.name for rule in MODERATION_RULES], Mode.REJECT))
    user = request.getfixturevalue(who)
    comment = send(f"{LOUD} {watched}!!!!!!!!!!!!", user=user, network_minute=1_000_000)
    assert comment.is_published


# --- When a rule rejects -------------------------------------------------------------------------


@pytest.fixture
def rejecting(watched) -> str:
    """The word for which a reaction is refused."""
    actions.set_rules({"watched_word": Mode.REJECT})
    return watched


def test_what_a_rule_rejects_is_nowhere_and_the_decision_says_so(rejecting, send, article):
    comment = send(f"Een {rejecting} woord.")
    assert (comment.status, comment.held_at, comment.number) == (Status.REJECTED, None, None)
    [decision] = comment.decisions.all()
    assert (decision.verdict, decision.rule, decision.by) == ("reject", "watched_word", None)
    assert (decision.from_status, decision.to_status) == (Status.PENDING, Status.REJECTED)
    assert load_thread_page(article, "nl").places == []
    assert not Comment.objects.queue().exists()
    assert Article.objects.get(pk=article.pk).version == 0


def test_a_moderator_can_still_let_it_through(rejecting, send, judge):
    assert judge(send(f"Een {rejecting} woord."), Verdict.APPROVE).is_published


def test_a_refused_edit_leaves_the_public_text_and_the_queue(rejecting, send, article):
    comment = actions.revise_comment(send(), SafeText(f"Toch {rejecting}."))
    assert comment.is_published
    assert comment.held_at is None
    assert comment.has_refused_edit
    assert "Dat zie ik anders." in load_thread_page(article, "nl").places[0].html
    comment = actions.revise_comment(comment, SafeText("Nu netjes."))
    assert not comment.has_refused_edit
    assert "Nu netjes." in load_thread_page(article, "nl").places[0].html


def test_a_held_edit_made_into_a_refused_one_leaves_the_queue(in_state, watched, monkeypatch):
    comment = in_state("held edit")
    actions.set_rules({"watched_word": Mode.REJECT})
    rung = []
    monkeypatch.setattr(live, "push_queue_changed", lambda: rung.append(1))
    actions.revise_comment(comment, SafeText(f"Nog eens {watched}."))
    assert not Comment.objects.queue().exists()
    assert rung == [1]


def test_a_rejected_guest_reads_that_a_rule_did_it(rejecting, post, client, article):
    post(f"Een {rejecting} woord.")
    comment = only()
    actions.confirm_comment(comment)
    shown = client.get(article.get_absolute_url()).content.decode()
    assert "Not published." in shown
    assert "A rule of this site rejected it automatically; no moderator has read it." in shown
    assert "The rule: Watched word." in shown
    assert "A moderator did not publish" not in shown


def test_the_page_behind_the_mail_says_so_too(rejecting, post, client):
    post(f"Een {rejecting} woord.")
    shown = client.post(tokens.confirmation_link(only()), follow=True).content.decode()
    assert "A rule of this site rejected it automatically" in shown


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_rejected_member_is_told_at_once(headers, rejecting, client, reader, article):
    client.force_login(reader)
    fields = {"key": uuid.uuid4(), "opened": _opened(0), "text": f"Een {rejecting} woord."}
    url = reverse("compose", args=[article.slug])
    answer = client.post(url, fields, headers=headers, follow=True)
    assert "A rule of this site rejected it automatically" in answer.content.decode()
    if not headers:
        assert answer.redirect_chain[0][0].endswith("#jouw-reacties")


def test_a_refused_edit_is_told_beside_what_stays(rejecting, client, reader, send):
    client.force_login(reader)
    comment = send(user=reader)
    answer = client.post(
        reverse("edit", args=[comment.pk]), {"text": f"Toch {rejecting}."}, follow=True
    )
    shown = answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("#jouw-reacties")
    assert "Your edit was rejected; the earlier text stays." in shown
    assert "A rule of this site rejected it automatically" in shown


def test_an_edit_that_a_moderator_refused_gives_the_reason(client, reader, send, judge, watched):
    client.force_login(reader)
    comment = actions.revise_comment(send(user=reader), SafeText(f"Toch {watched}."))
    judge(comment, Verdict.REJECT, note="Liever niet zo.")
    shown = client.get(comment.article.get_absolute_url()).content.decode()
    assert "Your edit was rejected; the earlier text stays." in shown
    assert "Val de mening aan" in shown
    assert "Liever niet zo." in shown
    assert "automatically" not in shown

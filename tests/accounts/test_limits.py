"""Limits on signing in are those of the site, not of one of its processes."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.conftest import PASSWORD

pytestmark = [pytest.mark.only_postgres, pytest.mark.slow]


def test_guesses_at_one_process_count_at_the_other(make_site, reader):
    site = make_site(webs=2, worker=False, RATE_LIMITS="true")
    first, second = site.client(0), site.client(1)
    typed = {"login": reader.email, "password": "fout"}
    # As the site itself keeps it, which the tests' quick way is not.
    reader.password = Argon2PasswordHasher().encode(PASSWORD, "een-zout-van-meer-dan-22-letters")
    reader.save()
    for turn in range(5):
        browser = (first, second)[turn % 2]
        answer = browser.post("/account/login/", data=typed)
        assert "Te veel inlogpogingen" not in answer.text
    # Even the right one, at either.
    for browser in (first, second):
        answer = browser.post("/account/login/", data=typed | {"password": PASSWORD})
        assert answer.status_code == 200
        assert "Te veel inlogpogingen" in answer.text


def test_asking_for_codes_counts_at_both(make_site, reader):
    site = make_site(webs=2, worker=False, RATE_LIMITS="true")
    answers = [
        site.client(turn % 2).post("/account/login/code/", data={"email": reader.email}).status_code
        for turn in range(5)
    ]
    assert len(site.mails(reader.email)) == 3
    assert answers[:3] == [302] * 3
    assert set(answers[3:]) <= {200, 429}

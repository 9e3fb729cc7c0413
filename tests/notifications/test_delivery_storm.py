"""Hundreds of notices to a crowd, through mail servers that fail every third time and workers that
are killed in the middle of it: each mail once, and none lost."""

import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import httpx
import pytest
from allauth.account.models import EmailAddress
from django.db.models import Q

from accounts.models import User
from comments import actions as reactions
from notifications import actions
from notifications.kinds import NoticeKind, Pace
from notifications.models import Follow, Mail, Notice, Preference, Subscriber, subscriber_pace
from tests.notifications.mailserver import MailServer
from tests.site import Process, Site

PEOPLE, FEW = 60, 20
PATIENCE = 120  # seconds, on a busy machine
GONE = "Dit staat er straks niet meer."
# Quick to fail, quick to try again, and a mail that a killed worker had is soon another's.
HURRY = {"MAIL_GATHER_SECONDS": "0", "MAIL_RETRY_SECONDS": "0.05", "TASK_LOST_SECONDS": "4"}


@pytest.fixture
def people(transactional_db) -> list[Subscriber]:
    """Members who want to hear at once of new reactions under what they follow."""
    names = [f"Lid {n}" for n in range(PEOPLE)]
    users = User.objects.bulk_create(
        User(email=f"lid{n}@example.org", name=name, name_key=f"lid{n}")
        for n, name in enumerate(names)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    subscribers = Subscriber.objects.bulk_create(Subscriber(user=user) for user in users)
    Preference.objects.bulk_create(
        Preference(subscriber=one, kind=NoticeKind.FOLLOWED, pace=Pace.AT_ONCE)
        for one in subscribers
    )
    return subscribers


@pytest.fixture
def told(people, make_article, write) -> dict[str, list[str]]:
    """Notices that stand, and of a reaction that is then withdrawn.

    Returns by address the places of which each mail is to tell.
    """
    busy, quiet = make_article("druk"), make_article("stil")
    Follow.objects.bulk_create(Follow(subscriber=one, article=busy) for one in people)
    Follow.objects.bulk_create(Follow(subscriber=one, article=quiet) for one in people[:FEW])
    written = [write(busy, f"Nieuws {n}.", email=f"gast{n}@example.org") for n in range(3)]
    gone = write(busy, GONE, email="gast4@example.org")
    few = write(quiet, "Voor weinigen.", email="gast5@example.org")
    for comment in (*written, gone, few):
        actions.fan_out_event("published", comment.pk)
    standing = 3 * len(people) + min(FEW, len(people))
    assert Notice.objects.filter(mail_at__isnull=False).count() == standing + len(people)
    reactions.withdraw_comment(gone)
    everyone = [comment.get_absolute_url() for comment in written]
    return {
        one.user.email: sorted([*everyone, few.get_absolute_url()] if n < FEW else everyone)
        for n, one in enumerate(people)
    }


class Workers:
    """Workers of one site, each with a mail server of its own, so that each can be caught at it."""

    def __init__(self, site: Site, servers: list[MailServer]):
        self.servers = servers
        self.processes = [
            Process(site.worker.command, site.env | {"EMAIL_URL": server.url}, log)
            for n, server in enumerate(servers)
            for log in [site.home / f"worker{n}.log"]
        ]
        self.killed = 0

    def kill(self, which: int) -> None:
        os.kill(self.processes[which].process.pid, signal.SIGKILL)
        self.killed += 1

    def run(self, until: Callable[[], bool]) -> None:
        """Let them work, and start again who was killed, until all is done."""
        for process in self.processes:
            process.start()
        deadline = time.monotonic() + PATIENCE
        while not until():
            for process in self.processes:
                if not process.is_running:
                    process.stop()
                    process.start()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.2)

    def stop(self) -> None:
        for process in self.processes:
            process.stop()

    def log(self) -> str:
        return "".join(process.log.read_text()[-3000:] for process in self.processes)


@pytest.fixture
def storm(make_site, request):
    """Start so many workers and servers; each server fails every third time it is asked."""
    with ExitStack() as stack:

        def start(count: int) -> Workers:
            servers = [stack.enter_context(MailServer()) for _ in range(count)]
            workers = Workers(make_site(worker=False, **HURRY), servers)
            stack.callback(workers.stop)
            for server in servers:
                server.refuse = lambda address, server=server: (
                    "451 4.3.0 Not now" if server.asked % 3 == 0 else None
                )
            return workers

        yield start


def all_told() -> bool:
    # Not what the worker adds by itself, such as the reminder of the week to the articles' author.
    notices = Notice.objects.filter(kind=NoticeKind.FOLLOWED)
    return not notices.filter(Q(mail_at__isnull=False) | Q(mail__due_at__isnull=False)).exists()


def check(workers: Workers, told: dict[str, list[str]]) -> None:
    accepted = [pair for server in workers.servers for pair in server.accepted]
    assert {times for server in workers.servers for times in server.times().values()} == {1}
    found: dict[str, Counter] = {address: Counter() for address in told}
    for address, mail in accepted:
        assert mail["To"] == address
        text = mail.get_content()
        found[address].update(re.findall(r"/opinie/\w+/reactie/\d+/", text))
        assert GONE not in mail.as_string()
        assert GONE not in mail.get_body(("html",)).get_content()
    # Each reader was told of each reaction, in one mail and once in it.
    assert {address: sorted(places) for address, places in found.items()} == told
    assert {times for places in found.values() for times in places.values()} == {1}
    # One after the other and in each case once, also of those that two workers were after.
    assert len(accepted) == len({mail["Message-ID"] for _, mail in accepted})
    assert not Mail.objects.filter(sent_at=None, due_at__isnull=False).exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "at"),
    [
        # On SQLite one worker at a time writes.
        pytest.param(1, {8, 25, 60}, id="one worker", marks=pytest.mark.only_sqlite),
        pytest.param(2, {7, 16, 24}, id="two", marks=pytest.mark.only_postgres),
    ],
)
def test_each_mail_once_and_none_lost(count, at, storm, told):
    workers = storm(count)
    for which, server in enumerate(workers.servers):
        server.refuse = _killing(workers, which, at=at)
    workers.run(until=all_told)
    assert workers.killed >= 3 * count - 1, "so that it was tried"
    check(workers, told)
    failures = sum(server.asked // 3 for server in workers.servers)
    assert failures > PEOPLE // 3
    _unsubscribe_as_a_mail_program_would(workers)


def _killing(workers: Workers, which: int, at: set[int]) -> Callable[[str], str | None]:
    server = workers.servers[which]

    def refuse(address: str) -> str | None:
        if server.asked in at:
            workers.kill(which)
        return "451 4.3.0 Not now" if server.asked % 3 == 0 else None

    return refuse


def _unsubscribe_as_a_mail_program_would(workers: Workers) -> None:
    """By the header of a mail that came, with nothing but what RFC 8058 says."""
    address, mail = workers.servers[0].accepted[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip("<> ")
    answer = httpx.post(link, data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.headers.get("set-cookie")) == (200, None)
    subscriber = Subscriber.objects.get(user__email=address)
    assert subscriber_pace(subscriber, NoticeKind.FOLLOWED) == Pace.NEVER
    assert subscriber_pace(subscriber, NoticeKind.REPLY) == Pace.AT_ONCE


@pytest.mark.slow
def test_killed_between_the_acceptance_and_its_record_a_mail_comes_twice_as_the_same(storm, told):
    """The gap that SMTP leaves. Mailboxes can know the second by its Message-ID."""
    workers = storm(1)
    [server] = workers.servers

    def kill_once() -> None:
        if len(server.accepted) == PEOPLE // 2 and not workers.killed:
            workers.kill(0)

    server.before_accepting = kill_once
    workers.run(until=all_told)
    assert workers.killed == 1
    times = server.times()
    assert Counter(times.values()) == {1: PEOPLE - 1, 2: 1}
    assert {address for address, _ in server.accepted} == set(told)

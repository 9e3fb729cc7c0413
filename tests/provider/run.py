"""Start the provider, tell it of the site and of people, and stop it."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.site import ROOT, START_SECONDS, Process, free_port

PASSWORD = "een-ander-wachtwoord"
CLIENT = {"id": "weerwoord", "secret": "een-geheim-van-de-aanbieder"}


class Provider:
    def __init__(self, home: Path, host: str = "127.0.0.1"):
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (home / "key.pem").write_bytes(pem)
        port = free_port()
        self.url = f"http://{host}:{port}"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.provider.settings",
            "PROVIDER_HOME": str(home),
        }
        command = [
            *(sys.executable, "-m", "uvicorn", "django.core.asgi:get_asgi_application"),
            *("--factory", "--host", "127.0.0.1", "--port", str(port)),
        ]
        self.process = Process(command, self.env, home / "log")

    def environment(self, name: str = "elders", *, trusted: bool = False) -> dict[str, str]:
        """Return the settings with which a site uses this provider."""
        prefix = f"OIDC_{name.upper()}_"
        return {
            "OIDC": name,
            f"{prefix}NAME": "Elders",
            f"{prefix}URL": self.url,
            f"{prefix}CLIENT_ID": CLIENT["id"],
            f"{prefix}SECRET": CLIENT["secret"],
            f"{prefix}TRUSTED": str(trusted).lower(),
        }

    def know(self, *redirects: str, skips_consent: bool = True) -> None:
        """Tell it of sites that it may send people back to."""
        client = CLIENT | {"redirects": redirects, "skips_consent": skips_consent}
        self._tell({"client": client})

    def add(self, *people: tuple[str, str, bool]) -> None:
        """Give people an account there: the address, the name, and whether it was verified."""
        self._tell(
            {
                "people": [
                    {"email": email, "name": name, "verified": verified, "password": PASSWORD}
                    for email, name, verified in people
                ]
            }
        )

    def _tell(self, told: dict) -> None:
        told_ = subprocess.run(
            [sys.executable, "-m", "tests.provider.people"],
            cwd=ROOT,
            env=self.env,
            input=json.dumps(told),
            capture_output=True,
            text=True,
        )
        assert told_.returncode == 0, told_.stderr

    def start(self) -> None:
        self.process.start()
        deadline = time.monotonic() + START_SECONDS
        while True:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/.well-known/openid-configuration").status_code == 200:
                    return
            if not self.process.is_running or time.monotonic() > deadline:
                raise RuntimeError(f"The provider did not start:\n{self.process.log.read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        self.process.stop()

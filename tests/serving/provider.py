"""A small provider of sign-ins on this computer that says what a test wants: also what is wrong."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "escp"


@dataclass
class Provider:
    """Signs in `email` at once; `claims` go over what is right, `wrong` says what else is not.

    A `slow` one answers when `held` is set.
    """

    url: str = ""
    email: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    wrong: str = ""
    nonce: str = ""
    held: Event = field(default_factory=Event)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    other_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))

    def token(self) -> dict[str, object]:
        """What it answers to a code."""
        now = int(time.time())
        claims = {
            "iss": self.url, "sub": self.email, "aud": CLIENT, "iat": now, "exp": now + 600,
            "nonce": self.nonce, "email": self.email, "email_verified": True, **self.claims,
        }  # fmt: skip  # a list in few lines
        key = self.other_key if self.wrong == "signature" else self.key
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        if self.wrong == "unsigned":
            signed = ".".join(["eyJhbGciOiJub25lIn0", signed.split(".")[1], ""])
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed}

    def secrets(self, redirect_uri: str) -> str:
        """A dashboard's secrets.toml that has people signed in here."""
        return (
            f'[auth]\nredirect_uri = "{redirect_uri}"\n'
            'cookie_secret = "only for this test, and long enough"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "none"\n'
            f'server_metadata_url = "{self.url}/.well-known/openid-configuration"\n'
        )

    def metadata(self) -> dict[str, object]:
        """Where it answers, as OpenID Connect has it."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }


def handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    """Answers for this provider."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {key: each[-1] for key, each in parse_qs(asked.query).items()}
            if asked.path == "/authorize":
                provider.nonce = query.get("nonce", "")
                words = {"code": "one", "state": query["state"]}
                if provider.wrong == "refuses":
                    words = {"error": "access_denied", "state": query["state"]}
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri']}?{urlencode(words)}")
                self.end_headers()
            elif asked.path == "/keys":
                self.say({"keys": [provider.key.as_dict(private=False)]})
            elif provider.wrong == "down":
                self.send_error(500)
            else:
                self.say(provider.metadata())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if provider.wrong == "slow":
                provider.held.wait(timeout=30)
            self.say(provider.token())

        def say(self, what: object) -> None:
            body = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    return Answers


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that answers."""
    provider = Provider()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(provider)) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()

"""The API of Plumbline for Python, with the standard library alone.

    api = Plumbline("https://plumbline.example.org", key="plk_...")
    for item in api.rows("listItems", projectId=project, state="contested"):
        print(item["title"])

Operations go by their names in the document at /api/v1/openapi.json. Parameters of the address and of the query are given by
name; a write takes its fields as `body`.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

from plumbline_routes import ROUTES

AGAIN = {429, 502, 503, 504}


class PlumblineError(Exception):
    """What the server refused, in its own words: `problem` holds type, title, status, detail, code and fields."""

    def __init__(self, problem):
        super().__init__(f"{problem.get('title')}: {problem.get('detail')}")
        self.problem = problem
        self.status = problem.get("status")
        self.code = problem.get("code")


class Plumbline:
    """`tries` bounds how often a request is sent that may be sent again: reads, and writes with an idempotency key."""

    def __init__(self, url, key, tries=4, timeout=60.0):
        self.base = url.rstrip("/") + "/api/v1"
        self.key = key
        self.tries = tries
        self.timeout = timeout

    def _address(self, name, given):
        if name not in ROUTES:
            raise TypeError(f"there is no operation {name}")
        method, path = ROUTES[name]
        rest = dict(given)
        for part in [piece[1:-1] for piece in path.split("/") if piece.startswith("{")]:
            if part not in rest:
                raise TypeError(f"{name} needs the parameter {part}")
            value = urllib.parse.quote(str(rest.pop(part)), safe="/" if part == "path" else "")
            path = path.replace("{" + part + "}", value)
        query = urllib.parse.urlencode({key: _word(value) for key, value in rest.items() if value is not None})
        return method, self.base + path + ("?" + query if query else "")

    def _send(self, name, given, body=None, idempotency_key=None, if_match=None, stream=None, content_type=None, whole=False):
        """The answer, to be read by the caller; `whole` gives its bytes, and asks again where they break off."""
        method, address = self._address(name, given)
        headers = {"Authorization": f"Bearer {self.key}"}
        data = None
        if stream is not None:
            headers["Content-Type"] = content_type
            data = stream
        elif method != "GET":
            headers["Content-Type"] = "application/json"
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
            data = json.dumps(body if body is not None else {}).encode()
        if if_match is not None:
            headers["If-Match"] = if_match
        # A stream is spent once it was sent, so only the caller can send it again.
        most = 1 if stream is not None else self.tries
        for attempt in range(1, most + 1):
            request = urllib.request.Request(address, data=data, headers=headers, method=method)
            try:
                response = _opener.open(request, timeout=self.timeout)
                if not whole:
                    return response
                with response:
                    return response.read()
            except urllib.error.HTTPError as error:
                problem = _problem(error)
                if attempt == most or error.code not in AGAIN:
                    raise problem from None
                time.sleep(max(_seconds(error.headers.get("Retry-After")), 0.25 * 2**attempt))
            except (OSError, http.client.HTTPException):
                # No connection, none any more before the answer, or silence: urllib has an error of its own for the first alone.
                if attempt == most:
                    raise
                time.sleep(0.25 * 2**attempt)
        raise AssertionError("unreachable")

    def call(self, name, body=None, idempotency_key=None, if_match=None, **given):
        """Does an operation and gives its answer; None where it answers with nothing."""
        text = self._send(name, given, body, idempotency_key, if_match, whole=True)
        return json.loads(text) if text else None

    def rows(self, name, **given):
        """Every row of a list, page after page."""
        cursor = None
        while True:
            page = self.call(name, cursor=cursor, **given)
            yield from page["data"]
            cursor = page.get("nextCursor")
            if cursor is None:
                return

    def lines(self, name, **given):
        """Every line of a stream, or every event of one, as it comes."""
        with self._send(name, given) as response:
            events = response.headers.get("Content-Type", "").startswith("text/event-stream")
            rest = b""
            for part in _parts(response):
                *whole, rest = (rest + part).split(b"\n")
                for line in whole:
                    if events and not line.startswith(b"data: "):
                        continue
                    if line:
                        yield json.loads(line[6:] if events else line)
            if rest and not events:
                yield json.loads(rest)

    def send_lines(self, name, rows, **given):
        """Sends rows as NDJSON while they are made; nothing is held in memory."""
        encoded = ((json.dumps(row) + "\n").encode() for row in rows)
        with self._send(name, given, stream=encoded, content_type="application/x-ndjson") as response:
            return json.loads(response.read())

    def upload(self, name, stream, **given):
        """Sends the bytes of a file that was opened for reading."""
        with self._send(name, given, stream=stream, content_type="application/octet-stream") as response:
            return json.loads(response.read())

    def download(self, name, path_to_write, **given):
        """Writes the server's file to a path; gives the number of bytes. `path` names a file of a data set version."""
        written = 0
        # What broke off never stands under the file's name, where it would be taken for the whole.
        partial = f"{os.fspath(path_to_write)}.partial"
        with self._send(name, given) as response, open(partial, "wb") as target:
            for part in _parts(response):
                written += target.write(part)
        os.replace(partial, path_to_write)
        return written


def _heard(connection_class):
    """Connections that hear a server which answers before it has read all, as one that refuses does: it reads no more, and sending breaks."""

    class Heard(connection_class):
        def request(self, *given, **named):
            try:
                super().request(*given, **named)
            except (BrokenPipeError, ConnectionResetError):
                # Where there is no answer either, reading it says so.
                if self.sock is None:
                    raise

    return Heard


class _Http(urllib.request.HTTPHandler):
    def do_open(self, http_class, req, **settings):
        return super().do_open(_heard(http_class), req, **settings)


class _Https(urllib.request.HTTPSHandler):
    def do_open(self, http_class, req, **settings):
        return super().do_open(_heard(http_class), req, **settings)


_opener = urllib.request.build_opener(_Http, _Https)


def _parts(response):
    """The bytes of an answer as they come. http.client takes an answer that was cut off, between two chunks or short of its length, for a whole one."""
    length = None if response.chunked else response.headers.get("Content-Length")
    left = None if length is None else int(length)
    while left is None or left > 0:
        part = response.read1(1 << 16)
        if not part:
            break
        left = None if left is None else left - len(part)
        yield part
    if left:
        raise http.client.IncompleteRead(b"", left)


def _word(value):
    return str(value).lower() if isinstance(value, bool) else value


def _seconds(text):
    try:
        return min(float(text), 60.0)
    except (TypeError, ValueError):
        return 0.0


def _problem(error):
    blank = {"title": str(error.reason), "status": error.code, "detail": f"status {error.code}", "code": "internal"}
    try:
        told = json.loads(error.read())
    except (ValueError, OSError, http.client.HTTPException):
        told = None
    # What stands between may answer in words of its own, or break off.
    return PlumblineError({**blank, **told} if isinstance(told, dict) else blank)


def verify_webhook(secret, headers, body, now=None):
    """Whether a delivery is ours and new. `headers` by lower-case name, `body` as bytes, `now` in seconds since 1970."""
    stamp = headers.get("webhook-timestamp", "")
    if not (stamp.isascii() and stamp.isdigit()) or abs((time.time() if now is None else now) - int(stamp)) > 300:
        return False
    key = base64.b64decode(secret.replace("whsec_", "", 1))
    signed = f"{headers.get('webhook-id')}.{stamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    pairs = [entry.split(",", 1) for entry in headers.get("webhook-signature", "").split(" ") if "," in entry]
    return any(version == "v1" and hmac.compare_digest(given.encode(), expected.encode()) for version, given in pairs)

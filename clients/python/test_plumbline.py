"""Run by the project's tests against a server of their own: PLUMBLINE_URL, PLUMBLINE_KEY and PLUMBLINE_PROJECT name it."""

import base64
import hashlib
import hmac
import http.client
import os
import socket
import tempfile
import threading
import unittest

from plumbline import Plumbline, PlumblineError, verify_webhook

PROJECT = os.environ["PLUMBLINE_PROJECT"]


class TheClient(unittest.TestCase):
    def setUp(self):
        self.api = Plumbline(os.environ["PLUMBLINE_URL"], os.environ["PLUMBLINE_KEY"])

    def test_reads_and_writes(self):
        project = self.api.call("getProject", projectId=PROJECT)
        self.assertEqual(project["id"], PROJECT)
        changed = {"name": "Named by Python", "slug": project["slug"], "description": "ä ö"}
        self.assertEqual(self.api.call("editProject", projectId=PROJECT, body=changed)["name"], "Named by Python")
        self.assertEqual(self.api.call("getProject", projectId=PROJECT)["description"], "ä ö")

    def test_goes_through_all_pages(self):
        items = list(self.api.rows("listItems", projectId=PROJECT, limit=5))
        self.assertEqual(len(items), 12)
        self.assertEqual(len({item["id"] for item in items}), 12)

    def test_reads_and_sends_lines(self):
        lines = list(self.api.lines("readItems", projectId=PROJECT))
        self.assertEqual(len(lines), 12)
        campaign = self.api.call("listCampaigns", projectId=PROJECT)["data"][0]["id"]
        rows = ({"prompt": f"Which {n}?", "responses": [{"text": "one"}, {"text": "two"}]} for n in range(3))
        sent = self.api.send_lines("addItems", rows, projectId=PROJECT, campaignId=campaign)
        self.assertEqual(self.api.call("getImport", projectId=PROJECT, importId=sent["importId"])["state"], "running")

    def test_sends_a_write_once(self):
        body = {"name": "Once", "slug": "once-by-python"}
        first = self.api.call("createProject", body=body, idempotency_key="python-writes-once")
        self.assertEqual(self.api.call("createProject", body=body, idempotency_key="python-writes-once"), first)

    def test_says_what_was_refused(self):
        with self.assertRaises(PlumblineError) as raised:
            self.api.call("getItem", projectId=PROJECT, itemId="nothing")
        self.assertEqual((raised.exception.status, raised.exception.code), (404, "not_found"))
        with self.assertRaises(TypeError):
            self.api.call("getItem", projectId=PROJECT)

    def test_sends_again_where_the_connection_broke_before_an_answer(self):
        seen = []
        listener = socket.create_server(("127.0.0.1", 0))

        def serve():
            for answer in (b"", b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"):
                connection, _ = listener.accept()
                with connection, connection.makefile("rb") as sent:
                    lines = iter(sent.readline, b"\r\n")
                    headers = dict(line.decode().strip().lower().split(": ", 1) for line in lines if b": " in line)
                    sent.read(int(headers["content-length"]))
                    seen.append(headers["idempotency-key"])
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        api = Plumbline(f"http://127.0.0.1:{listener.getsockname()[1]}", "plk_none", timeout=5)
        self.assertEqual(api.call("createProject", body={"name": "Patient"}), {})
        thread.join()
        listener.close()
        self.assertEqual((len(seen), len(set(seen))), (2, 1))

    def test_hears_why_lines_are_refused_while_it_sends_them(self):
        made = []

        def rows():
            for n in range(100_000):
                made.append(n)
                yield {"prompt": "p" * 1000, "responses": [{"text": "one"}, {"text": "two"}]}

        api = Plumbline(os.environ["PLUMBLINE_URL"], "plk_none")
        with self.assertRaises(PlumblineError) as raised:
            api.send_lines("addItems", rows(), projectId=PROJECT, campaignId="c")
        self.assertEqual((raised.exception.status, raised.exception.code), (401, "unauthenticated"))
        self.assertLess(len(made), 100_000)

    def test_sends_again_whatever_stands_between_says(self):
        answers = [b"[]", b"null", b"{\"a\"", b"<html>"]
        listener = socket.create_server(("127.0.0.1", 0))

        def serve():
            for text in answers:
                connection, _ = listener.accept()
                with connection, connection.makefile("rb") as sent:
                    for _ in iter(sent.readline, b"\r\n"):
                        pass
                    head = b"HTTP/1.1 503 Busy\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                    connection.sendall(head % (len(text) + (5 if text == b"{\"a\"" else 0)) + text)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        api = Plumbline(f"http://127.0.0.1:{listener.getsockname()[1]}", "plk_none", tries=2, timeout=5)
        for _ in range(2):
            with self.assertRaises(PlumblineError) as raised:
                api.call("getProject", projectId="p")
            self.assertEqual(raised.exception.status, 503)
        thread.join()
        listener.close()

    def test_takes_no_answer_that_broke_off_for_a_whole_one(self):
        chunk = b"8\r\n{\"a\":1}\n\r\n"
        chunked = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
        short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\""
        whole = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
        answers = [chunked, chunked + b"0\r\n\r\n", short, whole, short, whole]
        listener = socket.create_server(("127.0.0.1", 0))

        def serve():
            for answer in answers:
                connection, _ = listener.accept()
                with connection, connection.makefile("rb") as sent:
                    for _ in iter(sent.readline, b"\r\n"):
                        pass
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        api = Plumbline(f"http://127.0.0.1:{listener.getsockname()[1]}", "plk_none", timeout=5)
        cut = api.lines("readItems", projectId="p")
        self.assertEqual(next(cut), {"a": 1})
        with self.assertRaises(http.client.IncompleteRead):
            next(cut)
        self.assertEqual(list(api.lines("readItems", projectId="p")), [{"a": 1}])
        with tempfile.TemporaryDirectory() as folder:
            archive = f"{folder}/version.zip"
            with self.assertRaises(http.client.IncompleteRead):
                api.download("downloadDataset", archive, projectId="p", number=1)
            self.assertFalse(os.path.exists(archive))
            self.assertEqual(api.download("downloadDataset", archive, projectId="p", number=1), 7)
            with open(archive, "rb") as whole:
                self.assertEqual(whole.read(), b"{\"a\":1}")
        self.assertEqual(api.call("getProject", projectId="p"), {"a": 1})
        thread.join()
        listener.close()

    def test_knows_our_deliveries(self):
        secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
        signed = base64.b64encode(hmac.new(b"k" * 32, b"whd_1.1000.{}", hashlib.sha256).digest()).decode()
        headers = {"webhook-id": "whd_1", "webhook-timestamp": "1000", "webhook-signature": f"v1,{signed}"}
        self.assertTrue(verify_webhook(secret, headers, b"{}", now=1100))
        self.assertFalse(verify_webhook(secret, headers, b"{ }", now=1100))
        self.assertFalse(verify_webhook(secret, headers, b"{}", now=1400))
        self.assertFalse(verify_webhook(secret, {**headers, "webhook-signature": "v1,ü"}, b"{}", now=1100))
        self.assertFalse(verify_webhook(secret, {**headers, "webhook-timestamp": "²"}, b"{}", now=1100))


if __name__ == "__main__":
    unittest.main()

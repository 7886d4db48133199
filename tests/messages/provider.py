"""A provider on a real port: answers well, fails in every way a provider can, and recovers."""

import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Provider:
    """`answers` are used up one by one, then `then` for ever; `seen` holds what reached it."""

    def __init__(self) -> None:
        self.answers, self.then, self.seen = [], "ok", []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answering", (Answering,), {}))
        self.server.RequestHandlerClass.provider = self
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/send?key=robot-secret"

    def __enter__(self) -> "Provider":
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *error) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    @property
    def texts(self) -> list[str]:
        return [request["body"].get("text", "") for request in self.seen]


class Answering(BaseHTTPRequestHandler):
    provider: Provider
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.provider.seen.append(
            {"raw": raw, "body": json.loads(raw), "headers": dict(self.headers), "path": self.path}
        )
        how = self.provider.answers.pop(0) if self.provider.answers else self.provider.then
        getattr(self, f"answer_{how}" if isinstance(how, str) else "answer")(how)

    def answer(self, status, body=b"{}", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_ok(self, how):
        self.answer(200, b'{"id": "ref-7", "errcode": 0, "errmsg": "ok"}')

    def answer_empty(self, how):
        self.answer(204, b"")

    def answer_busy(self, how):
        self.answer(429, Retry_After="600")

    def answer_moved(self, how):
        self.answer(302, Location="http://127.0.0.1:1/elsewhere")

    def answer_words(self, how):
        self.answer(200, "<html>收到 13800138000</html>".encode())

    def answer_robot_busy(self, how):
        self.answer(200, b'{"errcode": 45009, "errmsg": "api freq out of limit"}')

    def answer_robot_gone(self, how):
        self.answer(200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}')

    def answer_stall(self, how):
        time.sleep(1.0)

    def answer_drip(self, how):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _n in range(12):
            time.sleep(0.1)
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return

    def answer_cut(self, how):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def handle(self):
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def finish(self):
        try:
            super().finish()
        except (OSError, ValueError):
            pass

    def log_message(self, *arguments):
        pass

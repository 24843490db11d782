"""A receiver of webhooks on a real port, which does as it is told."""

import http.server
import threading
import time


class Receiver:
    """Takes deliveries. `script` holds what to do with the next ones: a status, or seconds to wait; then all is well."""

    def __init__(self, port=0):
        self.received, self.script = [], []
        self.changed = threading.Condition()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.changed:
                    order = receiver.script.pop(0) if receiver.script else 200
                    receiver.received.append((dict(self.headers.items()), body))
                    receiver.changed.notify_all()
                if isinstance(order, float):
                    time.sleep(order)
                    return
                self.send_response(order)
                if order == 302:
                    self.send_header("Location", receiver.url + "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = "http://127.0.0.1:%d/hook" % self.port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        """Goes away: the port refuses connections."""
        self.server.shutdown()
        self.server.server_close()

    def wait_for(self, count, seconds=30):
        """The deliveries, as soon as there are so many."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.received) >= count, seconds):
                raise AssertionError("%d deliveries came instead of %d" % (len(self.received), count))
            return list(self.received)

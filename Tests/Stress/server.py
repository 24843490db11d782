"""The sandbox in a process of its own, looked at from the outside."""

import json
import os
import re
import resource
import select
import signal
import socket
import subprocess
import time

KEY = "sk_test_stress"


class Failed(Exception):
    """The server misbehaved."""


def check(holds, text):
    if not holds:
        raise Failed(text)


class Server:
    def __init__(self, binary, *options, descriptors=None):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        environment = {"SWIFT_BACKTRACE": "enable=no", "PATH": os.environ.get("PATH", "")}
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--log", "off", *options], stdout=subprocess.PIPE, text=True,
            env=environment, preexec_fn=limit if descriptors else None)
        line = self.process.stdout.readline()
        self.port = int(re.search(r":(\d+)$", line.split(" and ")[0].strip()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        status = self.process.poll()
        if status is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        if status is not None and status != 0 and failure[0] is None:
            raise Failed(f"the server ended with {status}")

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def ask(self, method, path, body="", headers=()):
        """One request on a connection of its own: status and body."""
        with self.connect() as connection:
            connection.sendall(request(method, path, body, headers))
            return read_answer(connection)

    def json(self, method, path, body):
        status, answer = self.ask(method, path, json.dumps(body), [("Content-Type", "application/json")])
        return status, json.loads(answer)

    def check_alive(self):
        check(self.process.poll() is None, f"the server ended with {self.process.poll()}")
        status, _ = self.ask("GET", "/_sandbox/health")
        check(status == 200, f"health answers {status}")

    def resident(self):
        """Megabytes."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * resource.getpagesize() / 1e6

    def own(self):
        """Megabytes of its own: without the program's code, which is the page cache's."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("RssAnon")) / 1e3

    def processor(self):
        """Seconds."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def terminate(self, patience=60):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise Failed(f"SIGTERM did not end it within {patience} s") from None


def request(method, path, body="", headers=()):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if all(name != "Authorization" for name, _ in headers):
        lines.append(f"Authorization: Bearer {KEY}")
    lines += [f"{name}: {value}" for name, value in headers]
    if method == "POST":
        lines.append(f"Content-Length: {len(body.encode())}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def read_answer(connection, rest=b""):
    """Status and body of the next answer; nothing may follow it."""
    received = rest
    while b"\r\n\r\n" not in received:
        more = connection.recv(65536)
        check(more, "the connection ended before the answer")
        received += more
    head, body = received.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)\r\ncontent-length: (\d+)", head).group(1))
    while len(body) < length:
        more = connection.recv(1 << 20)
        check(more, "the connection ended in the middle of the answer")
        body += more
    return int(head.split(b" ", 2)[1]), body


def count_answers(connection, count):
    """Reads so many pipelined answers; says how many were there and how many had the status 200."""
    received = bytearray()
    done = good = 0
    while done < count:
        end = received.find(b"\r\n\r\n")
        if end >= 0:
            length = int(re.search(rb"(?i)\r\ncontent-length: (\d+)", bytes(received[:end])).group(1))
            if len(received) >= end + 4 + length:
                good += received.startswith(b"HTTP/1.1 200")
                done += 1
                del received[:end + 4 + length]
                continue
        more = connection.recv(1 << 20)
        if not more:
            break
        received += more
    return done, good


def wait_until(holds, patience, text):
    end = time.monotonic() + patience
    while not holds():
        check(time.monotonic() < end, text)
        time.sleep(0.02)


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def timed(server, count):
    """How long so many GETs take, one by one, in milliseconds."""
    times = []
    with server.connect() as connection:
        for _ in range(count):
            start = time.monotonic()
            connection.sendall(request("GET", "/v1/balance"))
            status, _ = read_answer(connection)
            check(status == 200, f"GET answers {status}")
            times.append((time.monotonic() - start) * 1000)
    return times


def raise_descriptor_limit():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard

"""Bursts of webhooks, jumps of the clock, the end under load."""

import hashlib
import hmac
import json
import os
import re
import select
import socket
import tempfile
import threading
import time

from server import Failed, Server, check, count_answers, read_answer, request


class Receiver(threading.Thread):
    """Takes webhooks, and remembers which events came."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/hook"
        self.events = set()
        self.deliveries = 0
        self.sample = None
        self.ended = False

    def run(self):
        poll = select.epoll()
        self.listener.setblocking(False)
        poll.register(self.listener, select.EPOLLIN)
        open_ones = {}
        while not self.ended:
            for number, _ in poll.poll(0.2):
                if number == self.listener.fileno():
                    connection, _ = self.listener.accept()
                    open_ones[connection.fileno()] = (connection, bytearray())
                    poll.register(connection, select.EPOLLIN)
                    continue
                connection, received = open_ones[number]
                more = connection.recv(65536)
                received += more
                if more and not self.take(bytes(received)):
                    continue
                if more:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                poll.unregister(connection)
                connection.close()
                del open_ones[number]

    def take(self, received):
        head, mark, body = received.partition(b"\r\n\r\n")
        if not mark or len(body) < int(re.search(rb"(?i)content-length: (\d+)", head).group(1)):
            return False
        self.deliveries += 1
        self.events.add(re.search(rb'"id":\s*"(evt_\w+)"', body).group(1))
        self.sample = (head, body)
        return True


def webhooks(binary, long):
    """Every event of a burst arrives, signed, while requests go on."""
    count = 100_000 if long else 3_000
    receiver = Receiver()
    receiver.start()
    with Server(binary) as server:
        before = server.resident()
        status, endpoint = server.ask(
            "POST", "/v1/webhook_endpoints", f"url={receiver.url}&enabled_events[]=customer.created")
        check(status == 200, f"an endpoint answers {status}")
        start = time.monotonic()
        slowest = make_customers(server, count)
        made = time.monotonic() - start
        peak = server.resident()
        patience = time.monotonic() + 60 + count / 300
        while len(receiver.events) < count:
            check(server.process.poll() is None, "the server ended")
            check(time.monotonic() < patience, f"only {len(receiver.events)} of {count} events arrived")
            asked = time.monotonic()
            check(server.ask("GET", "/v1/balance")[0] == 200, "no answer during the burst")
            slowest = max(slowest, time.monotonic() - asked)
            time.sleep(0.05)
            peak = max(peak, server.resident())
        took = time.monotonic() - start
        head, body = receiver.sample
        moment, digest = re.search(rb"t=(\d+),v1=(\w+)", head).groups()
        secret = json.loads(endpoint)["secret"].encode()
        wanted = hmac.new(secret, moment + b"." + body, hashlib.sha256).hexdigest()
        check(digest.decode() == wanted, "the signature is wrong")
        server.check_alive()
    receiver.ended = True
    repeated = receiver.deliveries - len(receiver.events)
    check(repeated <= count / 100, f"{repeated} deliveries came twice")
    check(peak - before < 50 + count * 0.01, f"{peak - before:.0f} MB for {count} webhooks")
    return (f"{count} made in {made:.1f} s, delivered in {took:.1f} s ({count / took:.0f}/s), {repeated} twice; slowest "
            f"answer meanwhile {slowest * 1000:.0f} ms; {peak - before:.0f} MB")


class SlowReceiver(Receiver):
    """Takes one delivery at a time, and its time."""

    def take(self, received):
        whole = super().take(received)
        if whole:
            time.sleep(0.001)
        return whole


def slow_receiver(binary, long):
    """Ten thousand events to a receiver that is far behind: none is lost."""
    count = 10_000
    receiver = SlowReceiver()
    receiver.start()
    with Server(binary) as server:
        server.ask("POST", "/v1/webhook_endpoints", f"url={receiver.url}&enabled_events[]=customer.created")
        start = time.monotonic()
        make_customers(server, count)
        behind = count - len(receiver.events)
        patience = time.monotonic() + 300
        while len(receiver.events) < count:
            check(server.process.poll() is None, "the server ended")
            check(time.monotonic() < patience, f"only {len(receiver.events)} of {count} events arrived")
            time.sleep(0.05)
        server.check_alive()
    receiver.ended = True
    return f"{count} events in {time.monotonic() - start:.1f} s, up to {behind} of them waiting"


def make_customers(server, count):
    """Pipelined, a hundred at a time; the longest that a hundred took."""
    slowest = 0
    batch = request("POST", "/v1/customers", "name=Jenny") * 100
    with server.connect() as connection:
        for _ in range(count // 100):
            start = time.monotonic()
            connection.sendall(batch)
            done, good = count_answers(connection, 100)
            check((done, good) == (100, 100), f"{good} of {done} customers were made")
            slowest = max(slowest, time.monotonic() - start)
    return slowest


def clock(binary, long):
    """Wherever the clock jumps, requests are answered and payments made."""
    moments = [{"set": 0}, {"set": 1}, {"advance": 86_400 * 400}, {"advance": -86_400}, {"set": 4_000_000_000},
               {"set": (1 << 40) - 1}, {"set": 1 << 40}, {"set": (1 << 63) - 1}, {"advance": (1 << 63) - 1},
               {"set": 1_767_225_600, "freeze": False}, {"advance": -(1 << 62)}, {"freeze": True}, {"mode": "real"}]
    rounds = 40 if long else 3
    jumps = refused = payments = 0
    payment = ("amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa&allowed_payment_method_types[]=card"
               "&capture_method=")
    debit = ("amount=500&currency=usd&confirm=true&payment_method=pm_usBankAccount_success"
             "&allowed_payment_method_types[]=us_bank_account&mandate_data[customer_acceptance][type]=offline")
    with Server(binary) as server:
        server.ask("GET", "/v1/balance")  # The first request with a key makes its sandbox.
        for _ in range(rounds):
            for moment in moments:
                status, _ = server.json("POST", "/_sandbox/clock", {**moment, "sandbox": "stress"})
                check(status in (200, 400), f"{moment}: answered {status}")
                jumps += 1
                refused += status == 400
                for body in (payment + "automatic", payment + "manual", debit,
                             payment.replace("pm_card_visa", "pm_card_createDispute") + "automatic"):
                    status, answer = server.ask("POST", "/v1/payment_intents", body)
                    check(status in (200, 400, 402), f"after {moment}: a payment answers {status}: {answer[:300]}")
                    payments += status == 200
                for path in ("/v1/balance", "/v1/events?limit=3", "/v1/payment_intents?limit=3"):
                    status, answer = server.ask("GET", path)
                    check(status == 200, f"after {moment}: {path} answers {status}: {answer[:300]}")
        server.check_alive()
    check(payments > jumps, f"only {payments} payments in {jumps} jumps")
    return f"{jumps} jumps ({refused} refused), {payments} payments"


def termination(binary, long):
    """SIGTERM ends it in good order under load: no answer is cut, and with --data none is forgotten."""
    rounds = 30 if long else 4
    acknowledged = slowest = 0
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        options = ["--data", data]
        known = set()
        for number in range(rounds):
            with Server(binary, *options) as server:
                check_known(server, known, 40 if number < rounds - 1 else None)
                writers = [Writer(server) for _ in range(8)]
                time.sleep(0.5)
                start = time.monotonic()
                status = server.terminate()
                slowest = max(slowest, time.monotonic() - start)
                check(status == 0, f"SIGTERM ended it with {status}")
                for writer in writers:
                    writer.join(60)
                    check(not writer.is_alive(), "a connection hangs after the end")
                    check(writer.problem is None, f"{writer.problem}")
                    acknowledged += len(writer.made)
                    known.update(writer.made)
        with Server(binary, *options) as server:
            check_known(server, known, None)
    check(acknowledged > rounds, "nothing was written")
    return f"{rounds} ends under load, slowest {slowest * 1000:.0f} ms; {acknowledged} acknowledged writes, all kept"


def check_known(server, known, count):
    """Whatever was acknowledged is there; all of it, or some."""
    ids = list(known)[-count:] if count else list(known)
    for start in range(0, len(ids), 100):
        part = ids[start:start + 100]
        with server.connect() as connection:
            connection.sendall(b"".join(request("GET", "/v1/customers/" + customer) for customer in part))
            done, good = count_answers(connection, len(part))
        check((done, good) == (len(part), len(part)), f"{len(part) - good} acknowledged writes are lost")


class Writer(threading.Thread):
    """Makes customers until the server is gone."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.made, self.problem = server, [], None
        self.start()

    def run(self):
        while self.problem is None:
            try:
                connection = self.server.connect()
            except OSError:
                return
            with connection:
                if not self.write(connection):
                    return

    def write(self, connection):
        """Whether the server may still be there."""
        while True:
            try:
                connection.sendall(request("POST", "/v1/customers", "name=Jenny"))
                first = connection.recv(65536)
            except OSError:
                return True
            if not first:
                return True
            try:
                status, body = read_answer(connection, first)
            except (Failed, OSError) as error:
                self.problem = f"an answer was cut: {error}"
                return False
            if status != 200:
                self.problem = f"answered {status}"
                return False
            self.made.append(json.loads(body)["id"])

"""Many connections: idle ones, slow ones, broken ones, and more than there are descriptors."""

import random
import select
import socket
import struct
import time

from server import (Server, check, count_answers, percentile, raise_descriptor_limit, read_answer, request, timed,
                    wait_until)


def idle(binary, long):
    """A server at rest takes little memory; idle connections cost little and delay nobody."""
    count = min(10_000 if long else 5_000, raise_descriptor_limit() - 200)
    with Server(binary) as server:
        server.ask("GET", "/v1/balance")
        wait_until(lambda: server.own() < 5, 60, "an empty server at rest holds more than 5 MB of its own")
        empty = server.own()
        timed(server, 200)
        before = server.resident()
        descriptors = server.descriptors()
        start = time.monotonic()
        connections = [server.connect() for _ in range(count)]
        # The last one is answered, so all have been accepted.
        connections[-1].sendall(request("GET", "/v1/balance"))
        read_answer(connections[-1])
        opened = time.monotonic() - start
        wait_until(lambda: server.descriptors() >= descriptors + count - 1, 60, "not all connections were accepted")
        held = server.resident() - before
        used = server.processor()
        time.sleep(0.5)
        used = server.processor() - used
        times = timed(server, 300)
        for connection in random.sample(connections, 500):
            connection.sendall(request("GET", "/v1/balance"))
            check(read_answer(connection)[0] == 200, "an idle connection is not answered")
        for connection in connections:
            connection.close()
        wait_until(lambda: server.descriptors() <= descriptors + 2, 60, "closed connections are kept")
        server.check_alive()
    check(held < 0.01 * count, f"{held:.1f} MB for {count} idle connections")
    check(used < 0.3, f"{used:.2f} s of processor in half a second without a request")
    return (f"{empty:.1f} MB at rest; {count} connections in {opened:.1f} s, {held * 1000 / count:.2f} KB each; "
            f"beside them p50 {percentile(times, 50):.2f} ms, p99 {percentile(times, 99):.2f} ms")


def slow(binary, long):
    """Senders of a few bytes now and then get their answers, and delay nobody."""
    count, seconds = (1_000, 60) if long else (1_000, 4)
    raise_descriptor_limit()
    with Server(binary) as server:
        before = server.resident()
        connections = [server.connect() for _ in range(count)]
        whole = request("POST", "/v1/customers", "name=Jenny&email=jenny%40example.com")
        pieces = 20
        size = -(-len(whole) // pieces)
        times = []
        for index in range(pieces):
            start = time.monotonic()
            for connection in connections:
                connection.sendall(whole[index * size:(index + 1) * size])
            times += timed(server, 20)
            time.sleep(max(0, seconds / pieces - (time.monotonic() - start)))
        good = sum(read_answer(connection)[0] == 200 for connection in connections)
        grown = server.resident() - before
        for connection in connections:
            connection.close()
        server.check_alive()
    check(good == count, f"{count - good} of {count} slow senders got no answer")
    check(grown < 60, f"{grown:.0f} MB for {count} slow senders")
    return f"{count} senders, {seconds} s for a request; beside them p99 {percentile(times, 99):.2f} ms; {grown:.1f} MB"


def cut(binary, long):
    """Connections that break in the middle of a request or of an answer leave nothing behind."""
    count = 50_000 if long else 4_000
    chance = random.Random(1)
    with Server(binary) as server:
        for _ in range(100):
            server.ask("POST", "/v1/customers", "name=Jenny")
        descriptors, before = server.descriptors(), server.resident()
        whole = request("POST", "/v1/customers", "name=Jenny&email=jenny%40example.com")
        page = request("GET", "/v1/customers?limit=100")
        for number in range(count):
            connection = server.connect()
            if number % 2:
                connection.sendall(whole[:chance.randrange(1, len(whole))])
            else:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                connection.sendall(page * 8)
                if number % 4:
                    connection.recv(100)
            if number % 3:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        server.check_alive()
        wait_until(lambda: server.descriptors() <= descriptors + 2, 60, "broken connections are kept")
        grown = server.resident() - before
        status, _ = server.ask("GET", "/v1/customers?limit=100")
        check(status == 200, f"a list answers {status}")
    # A thousand requests and their answers are remembered.
    check(grown < 120, f"{grown:.0f} MB more after {count} broken connections")
    return f"{count} connections cut, {grown:.1f} MB more, no descriptor left behind"


def exhausted(binary, long):
    """Without a descriptor to spare the server waits without spinning, and goes on when there is one."""
    limit, count = 64, 200
    with Server(binary, descriptors=limit) as server:
        connections = [server.connect() for _ in range(count)]
        for connection in connections:
            connection.sendall(request("GET", "/v1/balance"))
        time.sleep(0.3)
        used = server.processor()
        waited = 10 if long else 1.5
        time.sleep(waited)
        used = server.processor() - used
        check(used < 0.2 * waited, f"{used:.2f} s of processor in {waited} s of waiting")
        answered = []
        start = time.monotonic()
        while len(answered) < count:
            check(time.monotonic() - start < 60, f"only {len(answered)} of {count} were answered")
            ready, _, _ = select.select(connections, [], [], 1)
            for connection in ready:
                answered.append(read_answer(connection)[0])
                connections.remove(connection)
                connection.close()
        took = time.monotonic() - start
        check(set(answered) == {200}, f"answered {set(answered)}")
        server.check_alive()
    return f"{limit} descriptors, {count} connections: {used:.2f} s of processor in {waited} s, all answered {took:.1f} s later"


def stream(binary, long):
    """Bytes without end do not make it grow."""
    total = 5_000_000_000 if long else 300_000_000
    with Server(binary) as server:
        large = request("POST", "/v1/customers", "description=" + "x" * 200_000)
        small = request("GET", "/v1/balance") * 100
        block = large * 5 + small
        # Until what it remembers of requests is full.
        send_blocks(server, block, 250)
        before = server.resident()
        peak = [before]
        start = time.monotonic()
        sent = 0
        while sent < total:
            sent += send_blocks(server, block, 20)
            peak.append(server.resident())
        took = time.monotonic() - start
        grown = max(peak) - before
        server.check_alive()
    check(grown < 40, f"{grown:.0f} MB more after {sent / 1e6:.0f} MB of requests")
    return (f"{sent / 1e9:.2f} GB at {sent / took / 1e6:.0f} MB/s; {before:.0f} MB resident before, "
            f"{max(peak):.0f} MB at most")


def send_blocks(server, block, count):
    with server.connect() as connection:
        for _ in range(count):
            connection.sendall(block)
            done, good = count_answers(connection, 105)
            check((done, good) == (105, 100), f"{done} answers to 105 requests, {good} of them good")
    return len(block) * count

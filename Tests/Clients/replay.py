#!/usr/bin/env python3
"""Replays recorded exchanges with Stripe against a sandbox and lists every difference that has no explanation.

    replay.py [FOLDER] [--server URL-or-binary] [--only TEXT] [--explained]

The folder may also come from NESTBOX_RECORDINGS. Exit code 1 says that a difference was left unexplained.
"""

import argparse
import collections
import os
import re
import sys
import time

import replay_events
import replay_explained
from replay_compare import ID, Comparison, Identities
from replay_recording import Exchange, load
from replay_state import State, Unreachable
from sandbox import Server, default_target

# Answers that depend on what no request can bring about.
IMPOSSIBLE = {
    "lock_timeout": "needs two requests on one object at the same moment",
}

HEADERS = ["content-type", "stripe-should-retry", "access-control-allow-origin", "access-control-max-age",
           "access-control-expose-headers", "access-control-allow-credentials", "cache-control", "vary",
           "stripe-version"]
# Since then headers read as they do today.
FORMAT_SINCE = "2025-01-01"
PRESENT = ["request-id", "idempotency-key", "original-request"]


class Replay:
    def __init__(self, server):
        self.server = server
        self.explained = collections.Counter()
        self.frequency = collections.Counter()
        self.where = collections.defaultdict(list)

    def run(self, recording):
        """The unexplained differences of one recording, and why what was left out was left out."""
        account = self.server.account("replay" + recording.name.replace(".json", ""))
        if recording.bare is not None:
            exchange = bare(recording)
            if exchange is None:
                return [], ["an answer without its request"]
            return self.session(recording, [exchange], account)
        return self.session(recording, recording.exchanges, account)

    def session(self, recording, exchanges, account):
        identities, bound, lines, skipped = Identities(), {}, [], []
        alone = len(exchanges) == 1
        for number, exchange in enumerate(exchanges):
            label = ("" if alone else "step %d: " % number) + exchange.method + " " + exchange.path
            why = impossible(exchange)
            if why is None:
                try:
                    differences = self.exchange(exchange, account, identities, bound, alone)
                except Unreachable as cannot:
                    why = str(cannot)
            if why is not None:
                skipped.append("%s: %s" % (label, why))
                continue
            for difference in differences:
                explanation = replay_explained.reason(difference, exchange)
                if explanation:
                    self.explained[explanation] += 1
                    continue
                lines.append("%s: %s" % (label, difference))
                key = "%s %s" % (difference.kind, general(difference.path))
                self.frequency[key] += 1
                self.where[key].append((recording.name, label, difference))
        return lines, skipped

    def exchange(self, exchange, account, identities, bound, alone):
        resolve(exchange, bound)
        # An account that was connected before the recording began is not there: its platform stands in for it.
        connected = exchange.request_headers.get("stripe-account")
        ours = identities.substitute(connected) if connected else None
        account = account.on(None if ours == connected else ours)
        if exchange.binds_as:
            bound[exchange.binds_as] = exchange.body
        state = State(account, identities, exchange.version)
        state_for(state, exchange, alone)
        path = identities.substitute(exchange.path)
        pairs = [(name, fresh(name, identities.substitute(value))) for name, value in exchange.pairs]
        sender = account
        if not exchange.parameters_known or "/:" in path:
            sender, path, pairs = complete(exchange, path, account, identities, pairs)
        headers = {}
        if "idempotency-key" in exchange.request_headers:
            headers["Idempotency-Key"] = exchange.request_headers["idempotency-key"]
        version = bad_version(exchange) or exchange.version
        answer = sent(lambda: sender.call(exchange.method, path, pairs, version, headers), exchange)
        comparison = Comparison(identities)
        if answer.status != exchange.status:
            message = ((answer.body or {}).get("error") or {}).get("message") or ""
            comparison.note("value", "(status)", exchange.status, "%s %s" % (answer.status, message))
            if message.startswith("Unrecognized request URL"):
                return comparison.differences
        if (exchange.status < 400) == (answer.status < 400):
            comparison.compare(exchange.body, exchange.pick(answer.body))
            compare_headers(comparison, exchange, answer)
        return comparison.differences


def sent(send, exchange):
    """The answer; a list that had something is given the time that it takes to come about."""
    answer = send()
    deadline = time.monotonic() + 3
    while waits(exchange.body) and not waits(answer.body) and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = send()
    return answer


def waits(body):
    return isinstance(body, dict) and body.get("object") == "list" and bool(body.get("data"))


def state_for(state, exchange, alone):
    """Provides every recorded id that the request names; the members of a list that comes alone, oldest first."""
    body = exchange.body if isinstance(exchange.body, dict) else {}
    if exchange.method == "GET" and body.get("object") == "list":
        for item in reversed(body["data"]):
            if item.get("object") == "event":
                exchange.happened.append(item)
            elif "id" in item and alone:
                state.provide(item["id"], exchange)
    for event in exchange.happened:
        replay_events.tell(event, state, exchange.date)
    for text in [exchange.path] + [value for _, value in exchange.pairs]:
        for identifier in ID.findall(text):
            state.provide(identifier.split("_secret_")[0], exchange)


def resolve(exchange, bound):
    """Puts the recorded ids where a session's request points at earlier answers."""
    for name, reference in exchange.refs.items():
        exchange.path = exchange.path.replace("{%s}" % name, str(field(bound, reference)))
    exchange.refs = {}
    exchange.pairs = [(name, str(field(bound, value["$ref"])) if isinstance(value, dict) else value)
                      for name, value in exchange.pairs]


def field(bound, reference):
    if reference["step"] not in bound:
        raise Unreachable("the step `%s` before it was left out" % reference["step"])
    value = bound[reference["step"]]
    for part in re.findall(r"[^.\[\]]+", reference["field"]):
        value = value[int(part)] if part.isdigit() else value[part]
    return value


def fresh(name, value):
    """A card that was valid when it was recorded is still valid when it is replayed."""
    if name.endswith("[exp_year]") and value.isdigit():
        year = int(value) + (2000 if len(value) <= 2 else 0)
        if 2015 < year <= time.gmtime().tm_year:
            return str(time.gmtime().tm_year + 1)
    return value


def impossible(exchange):
    error = (exchange.body or {}).get("error") if isinstance(exchange.body, dict) else None
    if error and error.get("code") in IMPOSSIBLE:
        return IMPOSSIBLE[error["code"]]
    if "/accounts" in exchange.path:
        return "needs the accounts of Connect"
    if exchange.path.startswith("/v1/3ds2/"):
        return "belongs to the card networks' protocol"
    return None


def bad_version(exchange):
    error = (exchange.body or {}).get("error") or {} if isinstance(exchange.body, dict) else {}
    found = re.match(r"Invalid Stripe API version: (.*)", error.get("message", ""))
    return found.group(1) if found else None


def complete(exchange, path, account, identities, pairs):
    """A request whose body was not kept, as far as the answer tells what it must have been."""
    note = re.search(r"\(pm from (\w+)\)", path)
    path = path.split(" (")[0]
    state = State(account, identities, exchange.version)
    if ":" in path:
        customer = state.make("/v1/customers", [])["id"]
        token = note.group(1) if note else "tok_visa"
        method = state.make("/v1/payment_methods", [("type", "card"), ("card[token]", token)])["id"]
        pairs += [("customer", customer)] if path.endswith("/attach") else []
        path = re.sub(r":customer\b", customer, re.sub(r":(id|unattached_pm)\b", method, path))
        return account, path, pairs
    method = exchange.body.get("payment_method") if isinstance(exchange.body, dict) else None
    if path.endswith("/confirm") and isinstance(method, dict):
        filled = state.card_of(method, exchange)
        pairs += [("payment_method_data[%s]%s" % re.match(r"(\w+)(.*)", name).groups(), value)
                  for name, value in filled]
        secret = identities.ours.get(exchange.body["client_secret"])
        ours = identities.ours[exchange.body["id"]]
        kind = "payment_intents" if ours.startswith("pi_") else "setup_intents"
        secret = secret or account.call("GET", "/v1/%s/%s" % (kind, ours)).body["client_secret"]
        pairs += [("client_secret", secret), ("expand[0]", "payment_method"), ("use_stripe_sdk", "true")]
        return account.publishable(), path, pairs
    raise Unreachable("the request's body was not recorded")


def bare(recording):
    """The request behind an answer that was kept alone, where the answer itself tells it."""
    body = recording.bare
    if body.get("object") == "event":
        return replay_events.request_for(recording)
    if body.get("object") == "webhook_endpoint":
        pairs = [("url", body["url"])]
        pairs += [("enabled_events[%d]" % index, name) for index, name in enumerate(body["enabled_events"])]
        pairs += [("api_version", body["api_version"])] if body["api_version"] else []
        return Exchange("POST", "/v1/webhook_endpoints", pairs, recording.version, 200, body, date=recording.date)
    if body.get("object") == "list":
        return Exchange("GET", body["url"], [], recording.version, 200, body, date=recording.date)
    return None


def compare_headers(comparison, exchange, answer):
    if not exchange.headers:
        return
    recorded = {name.lower(): value for name, value in exchange.headers.items()}
    for name in HEADERS:
        mine = answer.headers.get(name)
        if name in recorded and mine != recorded[name] and exchange.date >= FORMAT_SINCE:
            comparison.note("value", "(header %s)" % name, recorded[name], mine)
        elif name == "stripe-should-retry" and name not in recorded and mine is not None:
            comparison.note("extra", "(header %s)" % name, None, mine)
    for name in PRESENT:
        if (name in recorded) != (name in answer.headers):
            kind = "missing" if name in recorded else "extra"
            comparison.note(kind, "(header %s)" % name, recorded.get(name), answer.headers.get(name))


def general(path):
    """A path without what differs from one answer to the next, so that like differences count together."""
    return re.sub(r"^error\.(payment_intent|setup_intent|payment_method)\.", r"\1.", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=os.environ.get("NESTBOX_RECORDINGS"))
    parser.add_argument("--server", default=None, help="a running server's URL or the nestbox binary")
    parser.add_argument("--only", default="", help="only recordings whose name has this text")
    parser.add_argument("--explained", action="store_true", help="count the explained differences too")
    parser.add_argument("--report", help="write the differences, most frequent first, to this file")
    options = parser.parse_args()
    if not options.folder:
        parser.error("give the folder of recordings, or set NESTBOX_RECORDINGS")
    with Server(options.server or default_target()) as server:
        replay, good, bad, left_out = Replay(server), 0, 0, []
        for recording in load(options.folder):
            if options.only not in recording.name:
                continue
            lines, skipped = replay.run(recording)
            left_out += ["%s: %s" % (recording.name, reason) for reason in skipped]
            if lines:
                bad += 1
                print(recording.name)
                for line in lines:
                    print("    " + line)
            elif not skipped or len(recording.exchanges) > 1:
                good += 1
    print("\n%d recordings alike, %d different, %d exchanges left out" % (good, bad, len(left_out)))
    for line in left_out:
        print("    left out: " + line)
    if options.explained:
        for explanation, count in replay.explained.most_common():
            print("    explained %d times: %s" % (count, explanation))
    if options.report:
        write_report(options.report, replay)
    return 1 if bad else 0


def write_report(path, replay):
    with open(path, "w") as file:
        for key, count in replay.frequency.most_common():
            name, label, difference = replay.where[key][0]
            file.write("%4d  %s\n      %s %s: %s\n" % (count, key, name, label, difference))
            others = sorted({where for where, _, _ in replay.where[key]} - {name})
            if others:
                file.write("      also %s\n" % ", ".join(others[:12]))


if __name__ == "__main__":
    sys.exit(main())

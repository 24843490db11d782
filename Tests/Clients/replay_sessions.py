#!/usr/bin/env python3
"""Replays whole recorded sessions with Stripe against a sandbox and measures how alike the answers are.

    replay_sessions.py FOLDER [--server URL-or-binary] [--only GLOB] [--verbose] [--top N] [--explained] [--json FILE]

Each session starts from a fresh key. Recorded ids stand for those that the sandbox answered with; what a session takes
for granted is made beforehand where the session shows enough of it (`session_standins.py`). Four figures are printed:
status, error identity (type, code, param, message, decline code), fields (recorded paths that are there), exact
(values that are equal where they are not ids, times or otherwise generated). Differences that have a reason outside
the sandbox (`replay_explained.py`) lower the figures but are not listed.
"""

import argparse
import collections
import json
import re
import sys
import time

import replay_explained
import session_recording
from replay import fresh
from replay_compare import ID, Identities
from replay_state import Unreachable
from sandbox import Server, default_target
from session_score import Score, score
from session_standins import StandIns

# What an owner may give an id of his own, by the name of a parameter; a price may bear the id of an older plan.
NAMED = re.compile(r"\b(coupon|plan|price|product)\]?$")
RULES = replay_explained.RULES + replay_explained.SESSION_RULES
# What nobody makes: it comes with what happens.
BOOKED = {"event", "balance_transaction"}
COLLECTIONS = {"plans": "plan", "coupons": "coupon", "products": "product"}


class Run:
    """One session against one fresh account."""

    def __init__(self, session, server):
        self.session, self.identities = session, Identities()
        self.account = server.account("replay" + re.sub(r"[^a-z0-9]", "", session.name) + str(time.time_ns()))
        self.stand_ins = StandIns(session, server, self.account, self.identities)
        self.score, self.lines, self.left_out, self.replayed = Score(), [], [], 0
        self.explained = collections.Counter()
        text = json.dumps([(one.path, one.pairs) for one in session.exchanges])
        if "<STRIPE_PLATFORM_ACCOUNT_ID>" in text:
            self.identities.learn("<STRIPE_PLATFORM_ACCOUNT_ID>", self.account.call("GET", "/v1/account").body["id"])

    def run(self):
        for number, exchange in enumerate(self.session.exchanges):
            label = "%d %s %s" % (number, exchange.method, exchange.path)
            try:
                result, differences = self.exchange(number, exchange)
            except Unreachable as cannot:
                self.left_out.append("%s: %s" % (label, cannot))
                continue
            self.replayed += 1
            self.score.merge(result)
            for difference in differences:
                why = replay_explained.reason(difference, exchange, RULES)
                if why:
                    self.explained[why] += 1
                else:
                    self.lines.append((label, exchange, difference))

    def exchange(self, number, exchange):
        if exchange.status == 401:
            raise Unreachable("the recorder's key was refused; a sandbox takes every test key")
        self.fund(number, exchange)
        connected = exchange.request_headers.get("stripe-account")
        if connected:
            if connected.startswith("<"):
                connected = "acct_1ConnectedStandIn"
            made = any(connected in json.dumps(one.body) for one in self.session.exchanges[:number])
            if not made and exchange.status not in (401, 403):
                self.stand_ins.provide(connected, number, None)
            connected = self.identities.translate(connected)
        self.provide(number, exchange, connected)
        if exchange.method == "GET":
            self.stand_ins.reverse(exchange.body)
        path = self.identities.substitute(exchange.path)
        pairs = [(name, self.value(number, name, value)) for name, value in exchange.pairs]
        headers = {}
        if "idempotency-key" in exchange.request_headers:
            headers["Idempotency-Key"] = exchange.request_headers["idempotency-key"]
        raw = self.identities.substitute(exchange.json).encode() if exchange.json else None
        sender = self.account.on(connected)

        def send():
            return sender.call(exchange.method, path, pairs, exchange.version, headers, raw=raw,
                               content_type="application/json" if raw else None)

        return score(exchange, patient(send, exchange), self.identities)

    def fund(self, number, exchange):
        """Money that was in the balance before the session: enough for what it sends away."""
        if exchange.method != "POST" or exchange.status >= 400 or exchange.path not in ("/v1/transfers", "/v1/payouts"):
            return
        given = dict(exchange.pairs)
        amount, currency = int(given.get("amount") or 0), given.get("currency", "usd")
        account = self.account.on(self.identities.ours.get(exchange.request_headers.get("stripe-account")))
        held = account.call("GET", "/v1/balance").body.get("available") or []
        lacking = amount - sum(one["amount"] for one in held if one["currency"] == currency)
        while lacking > 0:
            part = min(2 * lacking + 1000, 99_000_000)
            account.call("POST", "/v1/charges", [("amount", str(part)), ("currency", currency),
                                                 ("source", "tok_bypassPending")])
            lacking -= part * 9 // 10

    def provide(self, number, exchange, connected):
        """Everything that the request names and that was there before the session."""
        seen = json.dumps([one.body for one in self.session.exchanges[:number]])
        segments = exchange.path.split("/")
        if exchange.path == "/v1/payment_methods":
            connected = None  # What is copied to an account is the platform's.
        message = ((exchange.body or {}).get("error") or {}).get("message", "") if exchange.status >= 400 else ""
        for text in [exchange.path, exchange.json or ""] + [value for _, value in exchange.pairs]:
            for identifier in ID.findall(text):
                identifier = identifier.split("_secret_")[0]
                foreseen = identifier in seen or identifier in message or identifier.startswith("pm_card_")
                if not foreseen or identifier in self.stand_ins.failed:
                    self.stand_ins.provide(identifier, number, connected)
        if len(segments) > 3 and segments[2] in COLLECTIONS and segments[3] not in message:
            self.named(COLLECTIONS[segments[2]], segments[3], number, connected)
        for name, value in exchange.pairs:
            if NAMED.search(name) and value and value not in message:
                self.named(NAMED.search(name).group(1), value, number, connected)
        if exchange.path == "/v1/billing_portal/sessions" and "configuration" not in dict(exchange.pairs):
            self.stand_ins.portal(number, connected)
        body = exchange.body if isinstance(exchange.body, dict) else {}
        if exchange.method == "GET" and body.get("object") == "list" and len(segments) == 3:
            for item in reversed(body["data"]):
                if item.get("object") not in BOOKED and ID.fullmatch(str(item.get("id"))):
                    self.stand_ins.provide(item["id"], number, connected)

    def named(self, kind, identifier, number, connected):
        made = any(one.body and identifier == one.body.get("id") for one in self.session.exchanges[:number])
        if not made and not ID.fullmatch(identifier) and identifier not in self.identities.ours:
            self.stand_ins.named(kind, identifier, number, connected)

    def value(self, number, name, value):
        """A parameter with our ids in it; a time keeps its distance from the moment of the request."""
        if re.fullmatch(r"1[0-9]{9}", value) and not re.search(r"amount|number|phone|metadata|tos_acceptance", name):
            return str(int(value) + int(time.time()) - self.session.moment(number))
        return fresh(name, self.identities.ours.get(value) or self.identities.substitute(value))


def patient(send, exchange):
    """The answer; a list that had something is given the time that it takes to come about."""
    answer, deadline = send(), time.monotonic() + 1
    while filled(exchange.body) and answer.status == 200 and not filled(answer.body) and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = send()
    return answer


def filled(body):
    return isinstance(body, dict) and body.get("object") == "list" and bool(body.get("data"))


def report(run, verbose):
    print("%s  %s  (%d of %d exchanges)" % (run.score, run.session.name, run.replayed, len(run.session.exchanges)))
    shown = None
    for label, exchange, difference in run.lines:
        if difference.kind == "order" and not verbose:
            continue
        if verbose and shown is not exchange:
            print("    %s %s" % (label, "&".join("%s=%s" % pair for pair in exchange.pairs)))
            shown = exchange
        print("    %s: %s" % (label, difference))
    for line in run.left_out:
        print("    not replayable: " + line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--server", default=None, help="a running server's URL or the nestbox binary")
    parser.add_argument("--only", default="*", metavar="GLOB", help="only sessions whose name matches")
    parser.add_argument("--verbose", action="store_true", help="show requests and the order of members too")
    parser.add_argument("--quiet", action="store_true", help="only a line a session")
    parser.add_argument("--top", type=int, default=0, metavar="N", help="the N most frequent differences at the end")
    parser.add_argument("--explained", action="store_true", help="count the explained differences by their reason")
    parser.add_argument("--json", metavar="FILE", help="write figures and differences to this file")
    options = parser.parse_args()
    total, runs, frequency, explained = Score(), [], collections.Counter(), collections.Counter()
    with Server(options.server or default_target()) as server:
        for session in session_recording.load(options.folder, options.only):
            run = Run(session, server)
            run.run()
            runs.append(run)
            total.merge(run.score)
            explained += run.explained
            for _, exchange, difference in run.lines:
                path = re.sub(r"^error\.message$", "error.message %s" % difference.recorded, difference.path)
                frequency["%s %s [%s %s]" % (difference.kind, path, exchange.method, ID.sub("…", exchange.path))] += 1
            if options.quiet:
                print("%s  %s  (%d of %d)" % (run.score, session.name, run.replayed, len(session.exchanges)))
            else:
                report(run, options.verbose)
    for text, count in frequency.most_common(options.top):
        print("%5d  %s" % (count, text))
    for why, count in explained.most_common() if options.explained else []:
        print("%5d  explained: %s" % (count, why))
    left_out = sum(len(run.left_out) for run in runs)
    print("\n%d sessions, %d exchanges, %d not replayable" % (len(runs), sum(run.replayed for run in runs), left_out))
    print("%d differences without a reason, %d explained" % (sum(frequency.values()), sum(explained.values())))
    print("total  %s  (fields of ours that no recording has: %s %%)" % (total, total.extra))
    if options.json:
        write(options.json, total, runs)
    return 0 if runs else 2


def write(path, total, runs):
    sessions = [{"name": run.session.name, "exchanges": len(run.session.exchanges), "replayed": run.replayed,
                 "score": run.score.as_json(), "not_replayable": run.left_out,
                 "differences": [{"exchange": label, "kind": one.kind, "path": one.path, "recorded": one.recorded,
                                  "ours": one.ours} for label, _, one in run.lines]} for run in runs]
    with open(path, "w") as file:
        json.dump({"total": total.as_json(), "sessions": sessions}, file, indent=1)


if __name__ == "__main__":
    sys.exit(main())

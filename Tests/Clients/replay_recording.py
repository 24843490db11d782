"""What a folder of recordings holds: exchanges, alone or as a session, whatever layout they were written in."""

import datetime
import json
import os
import re
import urllib.parse


class Exchange:
    """One request and the answer it once got."""

    def __init__(self, method, path, pairs, version, status, body, headers=None, request_headers=None, known=True,
                 date=""):
        self.method, self.path, self.pairs, self.version = method, path, pairs, version
        self.status, self.body, self.headers = status, body, headers or {}
        self.request_headers = request_headers or {}
        self.parameters_known, self.date = known, date
        # In a session: the earlier answers that the path points at, and this answer's own name.
        self.refs, self.binds_as = {}, None
        # The part of the answer that is compared, and the events that must have happened before.
        self.pick, self.happened = (lambda body: body), []


class Recording:
    def __init__(self, name, exchanges, date, bare=None, version=None):
        self.name, self.exchanges, self.date, self.bare, self.version = name, exchanges, date, bare, version


def load(folder):
    """Every recording of the folder, in the order of its file names."""
    for name in sorted(os.listdir(folder), key=natural):
        if not name.endswith(".json") or name == "INDEX.json":
            continue
        with open(os.path.join(folder, name)) as file:
            document = json.load(file)
        yield parse(name, document)


def newest(document):
    """The latest `created` of a document, as good as the day that it was recorded on."""
    if isinstance(document, list):
        return max(map(newest, document), default=0)
    if not isinstance(document, dict):
        return 0
    own = document.get("created")
    return max([own if isinstance(own, int) else 0] + [newest(value) for value in document.values()])


def natural(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def parse(name, document):
    source = document.get("_source", {})
    date = day(source.get("recorded_at") or document.get("recorded_at", "")) or day("created=%d" % newest(document))
    version = source.get("api_version") or document.get("stripe_version_pin")
    if "steps" in document:
        return Recording(name, [step(entry, version, date) for entry in document["steps"]], date)
    if "http_interactions" in document:
        return Recording(name, [interaction(entry, version) for entry in document["http_interactions"]], date)
    if "request" in document:
        return Recording(name, [interaction(document, version, date)], date)
    return Recording(name, [], date, bare=document.get("body"), version=version)


def interaction(document, version, date=""):
    request, response = document["request"], document["response"]
    headers = {key.lower(): value for key, value in (request.get("headers") or {}).items()}
    location = urllib.parse.urlsplit(request["uri"])
    pairs = urllib.parse.parse_qsl(location.query, keep_blank_values=True)
    known = True
    if request.get("body_decoded"):
        pairs += [tuple(pair) for pair in request["body_decoded"]]
    elif isinstance(request.get("body"), str):
        pairs += urllib.parse.parse_qsl(request["body"], keep_blank_values=True)
    elif request["method"].upper() == "POST" and "body" not in request and "body_decoded" not in request:
        known = False
    return Exchange(request["method"].upper(), urllib.parse.unquote_plus(location.path), pairs,
                    headers.get("stripe-version") or version, response["status"], response["body"],
                    response.get("headers"), headers, known, day(document.get("recorded_at", "")) or date)


def step(entry, version, date):
    """A step of a session whose later requests point at earlier answers."""
    exchange = Exchange(entry["method"], entry["path"], flatten(entry.get("params") or {}),
                        entry.get("stripe_version") or version, entry["recorded_status"], entry["recorded_body"],
                        date=date)
    if entry.get("idempotency_key"):
        exchange.request_headers["idempotency-key"] = entry["idempotency_key"]
    exchange.refs = entry.get("path_refs") or {}
    exchange.binds_as = entry.get("binds_as")
    return exchange


def flatten(value, name=""):
    """Nested parameters as the pairs of a form; a reference to an earlier answer stays a dictionary."""
    if isinstance(value, dict) and "$ref" not in value:
        return [pair for key, item in value.items()
                for pair in flatten(item, "%s[%s]" % (name, key) if name else key)]
    if isinstance(value, list):
        return [pair for index, item in enumerate(value) for pair in flatten(item, "%s[%d]" % (name, index))]
    if isinstance(value, bool):
        value = "true" if value else "false"
    return [(name, value if isinstance(value, dict) else str(value))]


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day(text):
    """`2026-08-02` of any way that a recording writes its date."""
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found:
        return found.group(0)
    found = re.search(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})", text)
    if found:
        return "%s-%02d-%02d" % (found.group(3), MONTHS.index(found.group(2)) + 1, int(found.group(1)))
    found = re.search(r"created=(\d+)", text)
    if found:
        return datetime.datetime.fromtimestamp(int(found.group(1)), datetime.timezone.utc).strftime("%Y-%m-%d")
    return ""

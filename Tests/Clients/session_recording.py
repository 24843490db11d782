"""One recorded session: the exchanges in their order, and what they show of each object."""

import fnmatch
import json
import os
import re
import time
import urllib.parse

from replay_recording import Exchange, newest

# What a version shows that the one before it does not, newest first: enough to name a version that was not kept.
SHAPES = [
    ("2025-10-29.clover", "subscription", "billing_mode", None),
    ("2025-03-31.basil", "subscription", None, "current_period_end"),
    ("2025-03-31.basil", "price", "recurring.interval", "recurring.aggregate_usage"),
    ("2025-03-31.basil", "invoice", "confirmation_secret", None),
    ("2025-03-31.basil", "invoice", "parent", None),
    ("2024-04-10", "product", "marketing_features", None),
    ("2023-10-16", "product", "features", None),
]


class Session:
    def __init__(self, name, document):
        self.name = name
        self.recorded_at = parsed(document.get("source", {}).get("recorded", ""))
        self.exchanges = [exchange(entry) for entry in document["exchanges"]]
        known = [one.version for one in self.exchanges if one.version]
        shown = known[0] if known else shape_version([one.body for one in self.exchanges])
        for number, one in enumerate(self.exchanges):
            one.version = one.version or shown
            one.date = time.strftime("%Y-%m-%d", time.gmtime(self.moment(number)))

    def shown(self, identifier, start):
        """The earliest full view of an object at or after an exchange, else any."""
        for one in self.exchanges[start:] + self.exchanges[:start]:
            view = full(one.body, identifier)
            if view is not None:
                return view
        return None

    def moment(self, number):
        """When an exchange happened, as near as the answers up to it tell."""
        times = [newest(one.body) for one in self.exchanges[max(0, number - 3):number + 1]]
        return max(times) or self.recorded_at or int(time.time())


def load(folder, pattern="*"):
    for name in sorted(os.listdir(folder)):
        stem = name.removesuffix(".json")
        if name.endswith(".json") and (fnmatch.fnmatch(stem, pattern) or fnmatch.fnmatch(name, pattern)):
            with open(os.path.join(folder, name)) as file:
                document = json.load(file)
            if isinstance(document, dict) and "exchanges" in document:
                yield Session(stem, document)


def exchange(entry):
    request, response = entry["request"], entry["response"]
    path, _, query = request["path"].partition("?")
    text = query if request["method"] in ("GET", "DELETE") else request["body"] or query
    pairs = urllib.parse.parse_qsl(text or "", keep_blank_values=True)
    headers = {name.lower(): value for name, value in request["headers"].items()}
    version = headers.get("stripe-version") or response.get("version") or ""
    made = Exchange(request["method"], urllib.parse.unquote(path), pairs, None if "<" in version else version,
                    response["status"], response["body"], request_headers=headers)
    made.json = request["body"] if path.startswith("/v2/") and request["method"] == "POST" else None
    return made


def full(value, identifier):
    """The largest object with this id in a body: an object that is embedded in another may be abridged."""
    hits = []
    gather(value, identifier, hits)
    return max(hits, key=len, default=None)


def gather(value, identifier, hits):
    if isinstance(value, dict):
        if value.get("id") == identifier and len(value) > 3:
            hits.append(value)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            gather(item, identifier, hits)


def shape_version(bodies):
    objects = []
    for body in bodies:
        walk(body, objects)
    for version, kind, has, lacks in SHAPES:
        for one in objects:
            if one["object"] == kind and (has is None or shows(one, has)) and (lacks is None or not shows(one, lacks)):
                return version
    return None


def shows(value, path):
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


def walk(value, objects):
    if isinstance(value, dict):
        if isinstance(value.get("object"), str):
            objects.append(value)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            walk(item, objects)


def parsed(text):
    """Seconds of a day as HTTP writes it."""
    try:
        return int(time.mktime(time.strptime(re.sub(r" GMT$", "", text), "%a, %d %b %Y %H:%M:%S")))
    except ValueError:
        return None

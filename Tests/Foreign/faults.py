"""What can be wrong with the service, one thing at a time, and what may be different without being wrong."""
import gzip, json, time


def body(change):
    def apply(answer):
        if isinstance(answer["body"], dict):
            answer["body"] = dict(answer["body"])
        change(answer["body"])
    return apply


def drop(name):
    return body(lambda b: b.pop(name))


def put(name, value):
    return body(lambda b: b.update({name: value(b) if callable(value) else value}))


def status(code):
    return lambda answer: answer.update(status=code)


def header(name, value):
    def apply(answer):
        answer["headers"].pop(name, None)
        if value is not None:
            answer["headers"][name] = value
    return apply


def cookie(old, new):
    def apply(answer):
        answer["headers"]["Set-Cookie"] = [c.replace(old, new) for c in answer["headers"]["Set-Cookie"]]
    return apply


def each(change):
    def apply(answer):
        items = answer["body"]["items"] if isinstance(answer["body"], dict) else answer["body"]
        for index, item in enumerate(items):
            items[index] = dict(item)
            change(items[index])
    return apply


# Planted in an answer on its way out: the place, and what is done to it.
PLANTED = {
    "an account has no id": ("account", drop("id")), "an account's id is no UUID": ("account", put("id", "4711")),
    "an account has no name": ("account", drop("name")), "an account says null for its name": ("account", put("name", None)),
    "an account's balance is a number": ("account", put("balance", 0.0)),
    "an account's balance has one digit": ("account", put("balance", "0.0")),
    "an account's state is a text": ("account", put("active", "true")),
    "an account was made on no day": ("account", put("createdAt", "2026-02-30T10:00:00Z")),
    "an account was made long ago": ("account", put("createdAt", "2020-01-01T10:00:00Z")),
    "an account was made without a zone": ("account", put("createdAt", lambda b: b["createdAt"][:-1])),
    "an account was made in seconds": ("account", put("createdAt", 1795940000)),
    "an account has a member too many": ("account", put("internal", 1)),
    "an account lacks one of two equal tags": ("account", put("tags", ["new", "web", "new"])),
    "an account has no phone, not even null": ("account", drop("phone")),
    "an account is made with 200": ("account", status(200)), "an account has no Location": ("account", header("Location", None)),
    "a session is made with 200": ("session", status(200)), "a session ends in the past": ("session", put("expiresAt", "2020-01-01T00:00:00Z")),
    "a session's cookie is readable by scripts": ("session", cookie("; HttpOnly", "")),
    "a session's cookie goes everywhere": ("session", cookie("SameSite=Lax", "SameSite=None")),
    "a session's cookie lasts a day": ("session", cookie("Max-Age=3600", "Max-Age=86400")),
    "a session's cookie is for one path": ("session", cookie("Path=/;", "Path=/sessions;")),
    "a session's cookie has another name": ("session", cookie("sid=", "session=")),
    "logging out keeps the cookie": ("logout", header("Set-Cookie", None)), "logging out says 200": ("logout", status(200)),
    "me is somebody else": ("me", put("id", "955a1e7f-683c-4e23-b2b3-3db4e08e950e")),
    "me is not JSON by its type": ("me", lambda a: a.update(kind="text/html")),
    "me is HTML": ("me", lambda a: a.update(text="<html>", kind="text/html")), "me is cut short": ("me", lambda a: a.update(cut=10)),
    "me is no answer at all": ("me", lambda a: a.update(drop=True)),
    "an error has no code": ("error", lambda a: a["body"]["error"].pop("code")),
    "an error is 500": ("error", status(500)), "401 asks for nothing": ("error", header("WWW-Authenticate", None)),
    "errors are texts": ("error", lambda a: a.update(body={"error": "wrong"})),
    "an item's price is a text": ("item", put("perDay", "12.50")), "an item's price is a cent off": ("item", put("perDay", "@12.51")),
    "an item's price is not exact": ("item", put("perDay", "@12.500000000000001")),
    "an item's serial number is rounded": ("item", put("serial", "@9007199254740992")),
    "an item's serial number is a float": ("item", put("serial", "@9007199254740993.5")),
    "an item has no tag": ("item", put("tags", [])), "an item has no ETag": ("item", header("ETag", None)),
    "an item's address is another one's": ("item", header("Location", "/items/99")),
    "a page says there is no more": ("items", put("more", False)), "a page has no total": ("items", header("X-Total", None)),
    "a page's total is off": ("items", header("X-Total", "99")), "a page has no next": ("items", header("Link", None)),
    "pages lose their tags": ("items", each(lambda i: i.pop("tags"))), "pages' ids are texts": ("items", each(lambda i: i.update(id=str(i["id"])))),
    "304 has a tag of its own": ("unchanged", header("ETag", '"x"')), "Last-Modified is no date": ("shown", header("Last-Modified", "yesterday")),
    "a photo's size is off": ("photo", put("bytes", 1)), "a photo's sum is off": ("photo", put("sha256", "0" * 64)),
    "a photo's caption is lost": ("photo", put("caption", "")), "a photo's type is lost": ("picture", lambda a: a.update(kind="application/octet-stream")),
    "a photo's name is lost": ("photo", drop("file")),
    "a rental's total is a text": ("rental", lambda a: a["body"].update(total=1) or a["body"].update(total=[])),
    "a rental's days are a text": ("rental", put("days", "3")), "a rental's dates are swapped": ("rental", put("to", lambda b: b["from"])),
    "a rental is returned at once": ("rental", put("returnedAt", lambda b: b["createdAt"])),
    "a rental is pending": ("rental", put("status", "pending")), "a rental's number is small": ("rental", put("id", 7)),
    "a rental's address is relative to nothing": ("rental", header("Location", "nowhere")),
    "an invoice is HTML": ("invoice", lambda a: a.update(kind="text/html")), "an invoice is for another rental": ("invoice", lambda a: a.update(raw=a["raw"].replace(b"Invoice 4", b"Invoice 5"))),
    "an invoice has another total": ("invoice", lambda a: a.update(raw=a["raw"].replace(b"Total ", b"Total 1"))),
    "an export is not what it says it is": ("export", lambda a: a.update(packed=b"plain")),
    "an export is cut short": ("export", lambda a: a.update(packed=gzip.compress(json.dumps(a["body"]).encode())[:-4])),
    "an export counts one less": ("export", put("items", lambda b: b["items"] - 1)),
    "a hook knows one event": ("hook", put("events", ["rental.booked"])),
}

# Planted in what the service does.
BEHAVIOUR = [
    "any key is taken", "a closed session stays open", "email is not required", "name is not required", "password is not required",
    "short passwords are taken", "an address is taken twice", "the password is shown", "any password is taken",
    "unknown members are taken", "a change is lost", "only the first tag counts", "items are sorted the other way",
    "items are not sorted", "a page begins with the last of the one before", "a page is one too long", "there is always a next page",
    "nothing is ever unchanged", "an upload loses its last byte", "time may run backwards", "one more is rented than there is",
    "the last day is free", "totals are floats", "others' rentals are shown", "the status is no filter",
    "the oldest rental comes first", "a rental is listed twice", "things come back twice", "a return is not kept",
    "returns are not told", "events come in the wrong order", "events are signed with another key", "events are not signed",
    "events are changed after they are signed", "a failed delivery is given up", "events are told twice",
    "the stream is plain text", "streamed events have no name", "streamed events have no id",
]


def reordered(value):
    if isinstance(value, dict):
        return {name: reordered(value[name]) for name in reversed(list(value))}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def everywhere(change):
    return ("*", lambda answer, request: change(answer))


def as_offset(answer):
    if isinstance(answer["body"], dict) and isinstance(answer["body"].get("createdAt"), str):
        answer["body"] = dict(answer["body"], createdAt=answer["body"]["createdAt"].replace("Z", "+00:00"))


# Different, and as good.
BENIGN = {
    "benign: nothing": ("nowhere", None), "benign: no comment in the stream": ("nowhere", None),
    "benign: members come in another order": everywhere(lambda a: a.update(body=reordered(a["body"]))),
    "benign: more headers": everywhere(lambda a: a["headers"].update({"X-Powered-By": "mules", "Server-Timing": "db;dur=5"})),
    "benign: the type has a charset": everywhere(lambda a: a.update(kind=a["kind"] + "; charset=utf-8") if a["kind"] == "application/json" else None),
    "benign: JSON has spaces": everywhere(lambda a: a.update(text=json.dumps(a["body"], indent=3)) if a["body"] is not None else None),
    "benign: the body is chunked": everywhere(lambda a: a.update(chunked=True) if a["body"] is not None else None),
    "benign: characters are escaped": everywhere(lambda a: a.update(text=json.dumps(a["body"], ensure_ascii=True).replace("/", "\\/")) if a["body"] is not None else None),
    "benign: answers take a while": everywhere(lambda a: time.sleep(0.02)),
    "benign: times have an offset": everywhere(as_offset),
    "benign: a price is written shorter": ("item", put("perDay", "@12.5")), "benign: a price is written longer": ("item", put("perDay", "@12.500")),
    "benign: another cookie besides": ("session", lambda a: a["headers"]["Set-Cookie"].insert(0, "ab=c; Path=/")),
    "benign: a cookie's attributes in another order": ("session", cookie("Path=/; HttpOnly; SameSite=Lax; Max-Age=3600", "max-age=3600; samesite=Lax; httponly; path=/")),
    "benign: errors say more": ("error", lambda a: a["body"]["error"].update(message="in words", help="https://example.com")),
    "benign: tags in another order": ("account", put("tags", ["web", "new", "web"])),
    "benign: the type in capitals": everywhere(lambda a: a.update(kind="Application/JSON") if a["kind"] == "application/json" else None),
    "benign: connections end after each answer": ("*", lambda answer, request: (answer["headers"].update(Connection="close"), setattr(request, "close_connection", True))),
}

CHANGES = {name: change for name, change in {**PLANTED, **BENIGN}.items() if change[1]}
FAULTS = list(PLANTED) + BEHAVIOUR

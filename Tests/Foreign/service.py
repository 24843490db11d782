"""A rental of mountain gear: an API that has nothing to do with Nestbox, for its contract runner to be tried on.

It has what APIs have: keys and cookies, pages, uploads, dates, decimals, streams and signed webhooks. One thing at a time can
be wrong with it: `PUT /fault` names a row of `faults.py`.
"""
import gzip, hashlib, hmac, itertools, json, queue, re, threading, time, uuid
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

KEY = "gear_key_4f1d"
BIG = 9007199254740993


class Refused(Exception):
    def __init__(self, status, code, **more):
        super().__init__(code)
        self.status, self.body = status, {"error": {"code": code, **more}}


class Service:
    """The state, and the one fault there is."""

    def __init__(self):
        self.fault, self.change = "", None
        self.reset()

    def reset(self):
        self.lock = threading.RLock()
        self.accounts, self.sessions, self.items, self.rentals, self.photos = {}, {}, {}, {}, {}
        self.hooks, self.events = [], []
        self.number = itertools.count(4100)

    def has(self, fault):
        return self.fault == fault


service = Service()


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def money(value):
    return f"{Decimal(value):.2f}"


class API(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One write an answer: two would wait for each other's acknowledgement.
    wbufsize = 1 << 16

    def log_message(self, *_):
        pass

    # What every answer passes through: the place where most faults are planted.
    def answer(self, place, status, body=None, headers=None, raw=None, kind="application/json"):
        answer = {"status": status, "body": body, "headers": dict(headers or {}), "raw": raw, "kind": kind, "drop": False}
        if service.change and service.change[0] == place:
            service.change[1](answer)
        if service.change and service.change[0] == "*":
            service.change[1](answer, self)
        if answer["drop"]:
            self.close_connection = True
            return self.connection.close()
        content = answer["raw"]
        if content is None and answer["body"] is not None:
            text = answer.get("text") or json.dumps(answer["body"])
            content = re.sub(r'"@([0-9.]+)"', r"\1", text).encode()
        if "gzip" in self.headers.get("Accept-Encoding", "") and answer["headers"].get("Content-Encoding") == "gzip":
            content = answer.get("packed") or gzip.compress(content)
        else:
            answer["headers"].pop("Content-Encoding", None)
        self.send_response(answer["status"])
        if content is not None:
            self.send_header("Content-Type", answer["kind"])
        for name, value in answer["headers"].items():
            for one in value if isinstance(value, list) else [value]:
                self.send_header(name, one)
        if answer.get("chunked"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for start in range(0, len(content), 7):
                piece = content[start:start + 7]
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
            return
        cut = answer.get("cut", 0)
        self.send_header("Content-Length", str(len(content or b"") + cut))
        self.end_headers()
        if self.command != "HEAD" and content:
            self.wfile.write(content)
        if cut:
            self.close_connection = True

    def handle_one(self):
        url = urlsplit(self.path)
        self.query = parse_qs(url.query, keep_blank_values=True)
        length = int(self.headers.get("Content-Length") or 0)
        self.content = self.rfile.read(length)
        if self.headers.get("Content-Encoding") == "gzip":
            self.content = gzip.decompress(self.content)
        try:
            with service.lock:
                for method, pattern, handler in ROUTES:
                    found = re.fullmatch(pattern, url.path)
                    if found and method == self.command:
                        return handler(self, *found.groups())
            raise Refused(404, "no_such_route", path=url.path)
        except Refused as refused:
            headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
            self.answer("error", refused.status, refused.body, headers)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_one

    def json(self):
        try:
            body = json.loads(self.content)
        except ValueError:
            raise Refused(400, "not_json") from None
        if not isinstance(body, dict):
            raise Refused(400, "not_an_object")
        return body

    def own(self, path):
        return f"http://{self.headers['Host']}{path}"

    # Who is asking.
    def staff(self):
        if self.headers.get("X-Api-Key") != KEY and not service.has("any key is taken"):
            raise Refused(401, "wrong_key")

    def customer(self):
        found = re.search(r"(?:^|; *)sid=([^;]+)", self.headers.get("Cookie", ""))
        session = service.sessions.get(found.group(1)) if found else None
        if not session and service.has("a closed session stays open"):
            session = service.accounts and list(service.accounts.values())[-1]["id"] if found else None
        if not session:
            raise Refused(401, "no_session")
        return service.accounts[session]


def fault(request):
    body = request.json()
    service.fault = body.get("name", "")
    from faults import CHANGES
    service.change = CHANGES.get(service.fault)
    service.reset()
    request.answer("fault", 204)


def sign_up(request):
    body, missing = request.json(), []
    for name in ("email", "name", "password"):
        value = body.get(name)
        if (not isinstance(value, str) or not value) and not service.has(f"{name} is not required"):
            missing.append({"field": name, "code": "required"})
    if isinstance(body.get("password"), str) and 0 < len(body["password"]) < 8 and not service.has("short passwords are taken"):
        missing.append({"field": "password", "code": "too_short"})
    if missing:
        raise Refused(422, "invalid", fields=missing)
    if any(a["email"] == body["email"] for a in service.accounts.values()) and not service.has("an address is taken twice"):
        raise Refused(409, "taken", field="email")
    account = {"id": str(uuid.uuid4()), "email": body.get("email"), "name": body.get("name"), "balance": money(0),
               "active": True, "tags": ["new", "web", "web"], "createdAt": now(), "phone": body.get("phone")}
    service.accounts[account["id"]] = dict(account, password=body.get("password"))
    request.answer("account", 201, account, {"Location": f"/accounts/{account['id']}"})


def shown(account):
    return {name: value for name, value in account.items() if name != "password" or service.has("the password is shown")}


def log_in(request):
    body = request.json()
    for account in service.accounts.values():
        if account["email"] == body.get("email") and (
            account["password"] == body.get("password") or service.has("any password is taken")
        ):
            sid = hashlib.sha256(uuid.uuid4().bytes).hexdigest()
            service.sessions[sid] = account["id"]
            cookies = [f"sid={sid}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600", "seen=1; Path=/"]
            end = (datetime.now(timezone.utc) + timedelta(hours=1)).isoformat(timespec="seconds")
            return request.answer("session", 201, {"account": account["id"], "expiresAt": end}, {"Set-Cookie": cookies})
    raise Refused(401, "wrong_password")


def log_out(request):
    request.customer()
    sid = re.search(r"sid=([^;]+)", request.headers["Cookie"]).group(1)
    if not service.has("a closed session stays open"):
        del service.sessions[sid]
    request.answer("logout", 204, headers={"Set-Cookie": "sid=; Path=/; Max-Age=0"})


def me(request):
    request.answer("me", 200, shown(request.customer()))


def change_me(request):
    account, body = request.customer(), request.json()
    if set(body) - {"name", "phone"} and not service.has("unknown members are taken"):
        raise Refused(422, "unknown_field")
    changed = dict(account, **body)
    if not service.has("a change is lost"):
        service.accounts[account["id"]] = changed
    request.answer("changed", 200, shown(changed))


def add_item(request):
    request.staff()
    body = request.json()
    item = {"id": len(service.items) + 1, "name": body["name"], "tags": body.get("tags", []), "stock": body.get("stock", 1),
            "perDay": "@" + money(body["perDay"]), "serial": f"@{BIG}"}
    service.items[item["id"]] = item
    request.answer("item", 201, item, {"Location": request.own(f"/items/{item['id']}"), "ETag": tag_of(item)})


def tag_of(item):
    return '"' + hashlib.md5(json.dumps(item).encode()).hexdigest()[:12] + '"'


def list_items(request):
    tags, limit = request.query.get("tag", []), int(request.query.get("limit", ["3"])[0])
    if not 1 <= limit <= 100:
        raise Refused(422, "invalid", fields=[{"field": "limit", "code": "range"}])
    all_of = tags[:1] if service.has("only the first tag counts") else tags
    found = [i for i in service.items.values() if all(tag in i["tags"] for tag in all_of)]
    found.sort(key=lambda item: item["name"], reverse=service.has("items are sorted the other way"))
    if service.has("items are not sorted"):
        found.sort(key=lambda item: item["id"])
    names, after = [i["name"] for i in found], request.query.get("after", [""])[0]
    start = names.index(after) + 1 if after in names else 0
    if service.has("a page begins with the last of the one before") and start:
        start -= 1
    page = found[start:start + (limit + 1 if service.has("a page is one too long") else limit)]
    more = start + len(page) < len(found)
    headers = {"X-Total": str(len(found))}
    if more or service.has("there is always a next page"):
        last = page[-1]["name"] if page else ""
        headers["Link"] = f'<{request.own("/items")}?limit={limit}&after={last}>; rel="next"'
    request.answer("items", 200, {"items": page, "more": more}, headers)


def item_of(number):
    if int(number) not in service.items:
        raise Refused(404, "no_such_item", item=int(number))
    return service.items[int(number)]


def show_item(request, number):
    item = item_of(number)
    headers = {"ETag": tag_of(item), "Last-Modified": "Sun, 29 Nov 2026 08:30:00 GMT"}
    if request.headers.get("If-None-Match") == headers["ETag"] and not service.has("nothing is ever unchanged"):
        return request.answer("unchanged", 304, headers=headers)
    request.answer("shown", 200, item, headers)


def upload(request, number):
    request.staff()
    item_of(number)
    boundary = re.search(r"boundary=([^;]+)", request.headers["Content-Type"]).group(1).strip('"')
    parts = request.content.split(b"--" + boundary.encode())[1:-1]
    fields = {}
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head).group(1).decode()
        kind = re.search(rb"Content-Type: ([^\r]+)", head)
        fields[name] = (content[:-2], kind.group(1).decode() if kind else None, re.search(rb'filename="([^"]*)"', head))
    if "photo" not in fields or "caption" not in fields:
        raise Refused(422, "invalid", fields=[{"field": "photo", "code": "required"}])
    content, kind, name = fields["photo"]
    photo = str(uuid.uuid4())
    service.photos[photo] = (content[:-1] if service.has("an upload loses its last byte") else content, kind)
    body = {"id": photo, "bytes": len(content), "type": kind, "file": name.group(1).decode(),
            "caption": fields["caption"][0].decode(), "sha256": hashlib.sha256(content).hexdigest()}
    request.answer("photo", 201, body, {"Location": request.own(f"/photos/{photo}")})


def show_photo(request, photo):
    content, kind = service.photos[photo]
    request.answer("picture", 200, raw=content, kind=kind)


def rent(request):
    account, body = request.customer(), request.json()
    item = item_of(body.get("item", 0))
    try:
        start, end = date.fromisoformat(body["from"]), date.fromisoformat(body["to"])
    except (KeyError, TypeError, ValueError):
        raise Refused(422, "invalid", fields=[{"field": "from", "code": "date"}]) from None
    if end < start and not service.has("time may run backwards"):
        raise Refused(422, "invalid", fields=[{"field": "to", "code": "before_from"}])
    taken = [r for r in service.rentals.values() if r["item"] == item["id"] and r["status"] == "booked"
             and r["from"] <= body["to"] and body["from"] <= r["to"]]
    if len(taken) >= item["stock"] + (1 if service.has("one more is rented than there is") else 0):
        raise Refused(409, "not_available", item=item["id"])
    days = (end - start).days + (0 if service.has("the last day is free") else 1)
    per_day = Decimal(item["perDay"][1:])
    total = float(per_day) * days if service.has("totals are floats") else per_day * days
    rental = {"id": next(service.number), "item": item["id"], "account": account["id"], "from": body["from"], "to": body["to"],
              "days": days, "perDay": item["perDay"], "total": repr(total) if isinstance(total, float) else money(total),
              "status": "booked", "createdAt": now(), "returnedAt": None}
    service.rentals[rental["id"]] = rental
    tell("rental.booked", rental)
    request.answer("rental", 201, rental, {"Location": request.own(f"/rentals/{rental['id']}")})


def rental_of(request, number):
    account, rental = request.customer(), service.rentals.get(int(number))
    if not rental or rental["account"] != account["id"] and not service.has("others' rentals are shown"):
        raise Refused(404, "no_such_rental")
    return rental


def show_rental(request, number):
    request.answer("rented", 200, rental_of(request, number))


def list_rentals(request):
    account = request.customer()
    found = [r for r in service.rentals.values() if r["account"] == account["id"]]
    status = request.query.get("status")
    if status and not service.has("the status is no filter"):
        found = [r for r in found if r["status"] == status[0]]
    found.sort(key=lambda r: r["id"], reverse=not service.has("the oldest rental comes first"))
    if service.has("a rental is listed twice") and found:
        found = [found[0]] + found
    request.answer("rentals", 200, found)


def give_back(request, number):
    rental = rental_of(request, number)
    if rental["status"] == "returned" and not service.has("things come back twice"):
        raise Refused(409, "already_returned")
    if not service.has("a return is not kept"):
        rental.update(status="returned", returnedAt=now())
    tell("rental.returned", rental)
    request.answer("returned", 200, dict(rental, status="returned", returnedAt=rental["returnedAt"] or now()))


def invoice(request, number):
    rental = rental_of(request, number)
    text = f"Invoice {rental['id']}\n{rental['days']} days at {rental['perDay'][1:]}\nTotal {rental['total']} EUR\n"
    request.answer("invoice", 200, raw=text.encode(), kind="text/plain; charset=utf-8")


def export(request):
    request.staff()
    body = {"items": len(service.items), "rentals": len(service.rentals), "names": sorted(i["name"] for i in service.items.values())}
    request.answer("export", 200, body, {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


def add_hook(request):
    request.staff()
    body = request.json()
    service.hooks.append((body["url"], body["secret"]))
    request.answer("hook", 201, {"url": body["url"], "events": ["rental.booked", "rental.returned"]})


def tell(kind, rental):
    event = {"id": len(service.events) + 1, "type": kind, "time": now(), "rental": dict(rental, perDay=rental["perDay"][1:])}
    service.events.append(event)
    if service.has("returns are not told") and kind == "rental.returned":
        return
    wait = 0.25 if service.has("events come in the wrong order") and kind == "rental.booked" else 0
    for url, secret in service.hooks:
        if wait:
            threading.Timer(wait, deliveries.put, [(url, secret, event)]).start()
        else:
            deliveries.put((url, secret, event))


# One after the other, so that they come in their order.
deliveries = queue.SimpleQueue()


def deliver_all():
    while True:
        deliver(*deliveries.get())


def deliver(url, secret, event):
    body = json.dumps(event).encode()
    key = b"another" if service.has("events are signed with another key") else secret.encode()
    signature = hmac.new(key, body, hashlib.sha256).hexdigest()
    if service.has("events are changed after they are signed"):
        body = body.replace(b"rental.booked", b"rental.Booked")
    headers = {"Content-Type": "application/json", "X-Gear-Signature": "sha256=" + signature}
    if service.has("events are not signed"):
        del headers["X-Gear-Signature"]
    for attempt in range(1 if service.has("a failed delivery is given up") else 3):
        try:
            urlopen(Request(url, body, headers), timeout=20).read()
            if not service.has("events are told twice") or attempt:
                return
        except OSError:
            time.sleep(0.02)


def stream(request):
    request.staff()
    events = service.events[int(request.query.get("after", ["0"])[0]):]
    request.send_response(200)
    request.send_header("Content-Type", "text/plain" if service.has("the stream is plain text") else "text/event-stream")
    request.send_header("Connection", "close")
    request.end_headers()
    request.close_connection = True
    text = ": welcome\n\n" if not service.has("benign: no comment in the stream") else ""
    for event in events:
        kind = "event" if service.has("streamed events have no name") else event["type"]
        number = "" if service.has("streamed events have no id") else f"id: {event['id']}\n"
        text += f"event: {kind}\n{number}data: {json.dumps({'rental': event['rental']['id']})}\n\n"
    request.wfile.write(text.encode())
    request.wfile.flush()
    # It stays open, as streams do.
    lock = service.lock
    lock.release()
    try:
        time.sleep(1.5)
    finally:
        lock.acquire()


ROUTES = [
    ("PUT", "/fault", fault), ("POST", "/accounts", sign_up), ("POST", "/sessions", log_in), ("DELETE", "/sessions", log_out),
    ("GET", "/me", me), ("PATCH", "/me", change_me), ("POST", "/items", add_item), ("GET", "/items", list_items),
    ("GET", r"/items/(\d+)", show_item), ("POST", r"/items/(\d+)/photos", upload), ("GET", r"/photos/([\w-]+)", show_photo),
    ("POST", "/rentals", rent), ("GET", "/rentals", list_rentals), ("GET", r"/rentals/(\d+)", show_rental),
    ("POST", r"/rentals/(\d+)/return", give_back), ("GET", r"/rentals/(\d+)/invoice", invoice), ("GET", "/export", export),
    ("POST", "/hooks", add_hook), ("GET", "/events", stream),
]


def start():
    server = ThreadingHTTPServer(("127.0.0.1", 0), API)
    server.daemon_threads = True
    # What it has no answer for ends the connection.
    server.handle_error = lambda *_: None
    for work in (server.serve_forever, deliver_all):
        threading.Thread(target=work, daemon=True).start()
    return server

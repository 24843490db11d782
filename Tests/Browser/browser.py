"""Chromium, and the app's own web server: another origin than the sandbox's, as in real life."""

import contextlib
import http.server
import os
import pathlib
import re
import threading
import time
import unittest

from playwright.sync_api import expect, sync_playwright

PAGES = pathlib.Path(__file__).parent / 'pages'
# A wait ends as soon as it may: only a slow machine, or a failure, takes this long.
PATIENCE = 30
expect.set_options(timeout=PATIENCE * 1000)
TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8'}


class Session:
    """What all tests share."""
    chromium = None
    sandbox = None
    app = None


@contextlib.contextmanager
def opened(executable, sandbox):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), AppPages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=[
            # Names of strangers, who have their pages on this machine as well.
            '--no-sandbox', '--host-resolver-rules=MAP attacker.example 127.0.0.1, MAP *.attacker.example 127.0.0.1'])
        Session.chromium, Session.sandbox = chromium, sandbox
        Session.app = f'http://localhost:{server.server_port}'
        yield
        chromium.close()
    server.shutdown()


class AppPages(http.server.BaseHTTPRequestHandler):
    """The app's pages. SANDBOX in a page stands for the sandbox's address."""

    def do_GET(self):
        path = PAGES / self.path.split('?')[0].strip('/')
        if path.suffix not in TYPES or not path.is_file():
            path = PAGES / 'app.html'
        body = path.read_text().replace('SANDBOX', Session.sandbox.address).encode()
        self.send_response(200)
        self.send_header('Content-Type', TYPES[path.suffix])
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        """A webhook receiver that is content with everything."""
        self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(200)
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *_):
        pass


class BrowserCase(unittest.TestCase):
    """A fresh profile for each test, which fails on console errors, uncaught rejections and requests to elsewhere."""

    viewport = {'width': 1280, 'height': 900}
    color_scheme = 'light'
    locale = 'en-US'
    # Addresses that a test lets the sandbox play.
    played_hosts = ()
    # A refused request is logged by the browser itself; a decline is one.
    refusal = re.compile(r'Failed to load resource: the server responded with a status of 4\d\d')

    def setUp(self):
        self.sandbox, self.app = Session.sandbox, Session.app
        self.problems = []
        self.context = Session.chromium.new_context(
            viewport=self.viewport, color_scheme=self.color_scheme, locale=self.locale, reduced_motion='reduce')
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.on('console', self.heard)
        self.context.on('weberror', lambda error: self.problems.append(f'uncaught: {error.error}'))
        self.context.on('request', self.requested)
        self.page = self.context.new_page()
        if os.environ.get('NESTBOX_SLOW'):
            self.slow_down()

    def tearDown(self):
        self.context.close()
        self.assertEqual([], self.problems)

    def slow_down(self):
        """For finding what does not wait for its condition."""
        session = self.context.new_cdp_session(self.page)
        session.send('Network.enable')
        session.send('Network.emulateNetworkConditions', {
            'offline': False, 'latency': 250, 'downloadThroughput': -1, 'uploadThroughput': -1})
        session.send('Emulation.setCPUThrottlingRate', {'rate': 4})

    def heard(self, message):
        if message.type == 'error' and not self.refusal.match(message.text):
            self.problems.append(f'console: {message.text}')

    def requested(self, request):
        own = (self.sandbox.address, self.app, *self.played_hosts, 'data:', 'blob:', 'about:')
        if not request.url.startswith(own):
            self.problems.append(f'request to elsewhere: {request.url}')

    def assert_soon(self, expected, read):
        """Waits until `read` returns what is expected, which somebody else is still busy with."""
        deadline = time.monotonic() + PATIENCE
        while (found := read()) != expected and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)
        self.assertEqual(expected, found)

    def screenshot(self, name):
        """For people to look at: only where NESTBOX_SCREENSHOTS names a folder."""
        folder = os.environ.get('NESTBOX_SCREENSHOTS')
        if folder:
            self.page.screenshot(path=f'{folder}/{name}.png', full_page=True)

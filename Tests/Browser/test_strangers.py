"""Pages of other origins, in a real browser: what they can reach of the sandbox, and what not."""

from browser import BrowserCase

# What the page does, and how it learns what came of it.
TELL = '''async ([method, address, options]) => {
  try {
    const response = await fetch(address, { method, ...options });
    return response.type === 'opaque' ? 'opaque' : `${response.status} ${(await response.text()).slice(0, 200)}`;
  } catch (error) {
    return `blocked: ${error.message}`;
  }
}'''


class StrangerCase(BrowserCase):
    played_hosts = ('http://attacker.example', 'http://rebind.attacker.example')

    def heard(self, message):
        """The browser complains about what it blocks, which is what these tests want."""

    def setUp(self):
        super().setUp()
        self.port = self.sandbox.address.rsplit(':', 1)[1]
        self.attacker = 'http://attacker.example:' + self.app.rsplit(':', 1)[1]
        self.sandbox.control('POST', '/_sandbox/reset', {})
        self.customer = self.sandbox.stripe('POST', '/v1/customers', {'name': 'Still here'})['id']

    def tearDown(self):
        customers = self.sandbox.stripe('GET', '/v1/customers')['data']
        self.assertEqual([self.customer], [customer['id'] for customer in customers])
        self.assertEqual([], self.sandbox.control('GET', '/_sandbox/faults')['faults'])
        self.assertEqual([], self.sandbox.stripe('GET', '/v1/webhook_endpoints')['data'])
        super().tearDown()

    def fetch(self, method, path, **options):
        address = path if path.startswith('http') else self.sandbox.address + path
        return self.page.evaluate(TELL, [method, address, options])

    def steer(self):
        """Every way of a page to the control API. Each must end blocked, or unread and without effect."""
        json = {'Content-Type': 'application/json'}
        key = {'Authorization': 'Bearer sk_test_nestbox'}
        form = {'Content-Type': 'application/x-www-form-urlencoded'}
        attempts = [
            ('GET', '/_sandbox/state?all=true', {}), ('GET', '/_sandbox/requests', {}), ('GET', '/_sandbox/stream', {}),
            ('GET', '/_sandbox/sandboxes', {'headers': key}),
            ('POST', '/_sandbox/reset', {'body': '{"all": true}'}),
            ('POST', '/_sandbox/reset', {'body': '{"all": true}', 'headers': form}),
            ('POST', '/_sandbox/reset', {'body': '{"all": true}', 'headers': json}),
            ('POST', '/_sandbox/faults', {'body': '{"status": 500}', 'headers': {**json, **key}}),
            ('DELETE', '/_sandbox/sandboxes/nestbox', {}),
            ('PUT', '/_sandbox/state', {'body': '{}', 'headers': json}),
            ('POST', '/v1/webhook_endpoints', {
                'body': 'url=http://127.0.0.1:22/&enabled_events[]=*', 'headers': {**form, **key}}),
        ]
        for method, path, options in attempts:
            with self.subTest(f'{method} {path} {options}'):
                self.assertRegex(self.fetch(method, path, **options), '^blocked')
        for method, path, options in attempts[:5]:
            with self.subTest(f'without CORS: {method} {path}'):
                found = self.fetch(method, path, **{**options, 'mode': 'no-cors', 'headers': {}})
                self.assertRegex(found, '^(opaque|blocked)')

    def embed(self):
        """Scripts, pictures and frames of the control API load nothing; a form changes nothing."""
        loaded = self.page.evaluate('''async (address) => {
          const load = (name, source) => new Promise((resolve) => {
            const node = Object.assign(document.createElement(name), { src: address + source });
            node.onload = () => resolve(`${name} loaded`);
            node.onerror = () => resolve('refused');
            document.body.append(node);
          });
          return [await load('script', '/_sandbox/state'), await load('img', '/_sandbox/state'),
            await load('script', '/_sandbox/requests')];
        }''', self.sandbox.address)
        self.assertEqual(['refused'] * 3, loaded)
        for kind in ('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'):
            self.page.evaluate('''([address, kind]) => new Promise((resolve) => {
              const frame = Object.assign(document.createElement('iframe'), { name: 'target' });
              const form = Object.assign(document.createElement('form'), {
                action: `${address}/_sandbox/reset`, method: 'POST', enctype: kind, target: 'target' });
              form.append(Object.assign(document.createElement('input'), { name: '{"all": true, "x": "', value: '"}' }));
              document.body.append(frame, form);
              setTimeout(resolve, 300);
              form.submit();
            })''', [self.sandbox.address, kind])


class AttackerTests(StrangerCase):
    def setUp(self):
        super().setUp()
        self.page.goto(self.attacker + '/bare.html')

    def test_a_foreign_page_steers_nothing(self):
        self.steer()

    def test_a_foreign_page_embeds_nothing(self):
        self.embed()

    def test_a_foreign_page_uses_publishable_keys_only(self):
        headers = {'Content-Type': 'application/x-www-form-urlencoded', 'Authorization': 'Bearer pk_test_nestbox'}
        made = self.fetch('POST', '/v1/payment_methods', headers=headers, body='type=us_bank_account&wat=1')
        self.assertRegex(made, '^400 ', 'the API answers, and the page may read it')
        for path in ('/v1/customers', '/v1/events'):
            self.assertRegex(self.fetch('GET', path, headers={'Authorization': 'Bearer sk_test_nestbox'}), '^blocked')

    def test_a_foreign_page_frames_no_page(self):
        for path in ('/', '/demo'):
            self.page.evaluate('''(source) => new Promise((resolve) => {
              const frame = Object.assign(document.createElement('iframe'), { src: source });
              frame.onload = resolve;
              document.body.append(frame);
            })''', self.sandbox.address + path)
            self.assertIn(self.page.frames[-1].url, ('', 'chrome-error://chromewebdata/'), path)

    def test_a_link_leads_to_the_dashboard(self):
        self.page.evaluate('(address) => { location.href = address; }', self.sandbox.address + '/')
        self.page.get_by_label('Sandbox', exact=True).wait_for()


class NeighbourTests(StrangerCase):
    """An app of this machine, on another port."""

    def setUp(self):
        super().setUp()
        self.page.goto(self.app + '/bare.html')

    def test_an_app_next_door_steers_nothing(self):
        self.steer()

    def test_an_app_next_door_embeds_nothing(self):
        self.embed()

    def test_an_app_next_door_calls_the_apis(self):
        key = {'Authorization': 'Bearer sk_test_nestbox'}
        self.assertRegex(self.fetch('GET', '/v1/customers', headers=key), '^200 .*Still here|^200 ')
        user = '{"userName": "Alan", "email": "alan@example.com", "password": "password"}'
        made = self.fetch('POST', '/user/register', headers={'Content-Type': 'application/json'}, body=user)
        self.assertRegex(made, '^201 ')


class RebindingTests(StrangerCase):
    """A name that is pointed at this machine after its page has loaded: to the browser the sandbox is that page's origin."""

    def test_a_rebound_name_gets_nothing(self):
        origin = f'http://rebind.attacker.example:{self.port}'
        self.assertEqual(403, self.page.goto(origin + '/').status)
        # As if it had been loaded from the stranger's own machine.
        self.page.route(origin + '/evil', lambda route: route.fulfill(body='<title>Evil</title>', content_type='text/html'))
        self.page.goto(origin + '/evil')
        json = {'Content-Type': 'application/json'}
        for method, path, options in [
            ('GET', '/_sandbox/state', {}), ('GET', '/v1/customers', {'headers': {'Authorization': 'Bearer sk_test_nestbox'}}),
            ('POST', '/_sandbox/reset', {'headers': json, 'body': '{}'}),
        ]:
            # Chromium may be faster to refuse than the sandbox.
            found = self.fetch(method, origin + path, **options)
            self.assertRegex(found, '^403 .*not a name of this sandbox|^blocked')
        for path in ('/_sandbox/state', '/v1/customers', '/demo', '/v3/'):
            self.assertEqual(403, self.page.goto(origin + path).status)

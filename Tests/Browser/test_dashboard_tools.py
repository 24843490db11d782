"""The dashboard's pages of webhooks, requests and the sandbox's own screws."""

import os
import pathlib
import subprocess
import sys
import tempfile

from playwright.sync_api import expect

from dashboard import DashboardCase


class WebhookTests(DashboardCase):
    def test_an_endpoint_is_added_and_removed(self):
        self.open('webhook_endpoint')
        self.button('Add an endpoint').click()
        self.page.get_by_label('URL', exact=True).fill('http://localhost:1/hook')
        self.page.get_by_label('Events').fill('customer.created, nonsense.event')
        self.dialog_button('Add').click()
        # What was typed is still there after a refusal.
        self.page.get_by_role('dialog').get_by_role('alert').wait_for()
        expect(self.page.get_by_label('URL', exact=True)).to_have_value('http://localhost:1/hook')
        self.page.get_by_label('URL', exact=True).fill(f'{self.app}/hook')
        self.page.get_by_label('Events').fill('customer.created, customer.deleted')
        self.dialog_button('Add').click()
        self.page.get_by_role('heading', name=f'{self.app}/hook').wait_for()
        expect(self.page.get_by_role('heading', level=1)).to_have_count(1)
        expect(self.region('Facts')).to_contain_text('customer.created, customer.deleted')
        self.region('Signing secret').get_by_role('button', name='Show').click()
        expect(self.region('Signing secret').locator('.mono')).to_have_text(self.secret())
        self.button('Remove').click()
        self.page.get_by_text('What was not delivered').wait_for()
        self.dialog_button('Remove').click()
        self.page.get_by_text('No webhook endpoints yet').wait_for()

    def secret(self):
        endpoint = self.get('webhook_endpoints')['data'][0]['id']
        return self.control('GET', f'webhooks/{endpoint}')['secret']

    def test_deliveries_tell_time_signature_answer_and_what_is_next(self):
        endpoint = self.post('webhook_endpoints', url=f'{self.app}/hook', **{'enabled_events[]': 'customer.created'})
        self.open(f'webhook_endpoint/{endpoint["id"]}')
        self.region('Deliveries').get_by_text('Nothing was delivered yet.').wait_for()
        customer = self.post('customers', name='Jenny Rosen')
        self.region('Deliveries').get_by_role('link', name='customer.created').click()
        self.status('Succeeded')
        expect(self.region('Attempts')).to_contain_text('Answered 200')
        expect(self.region('Attempts')).to_contain_text('Stripe-Signature: t=')
        expect(self.region('Body')).to_contain_text(customer['id'])
        self.button('Resend').click()
        expect(self.region('Attempts').locator('li')).to_have_count(2)
        self.region('Facts').get_by_role('link', name='evt_').click()
        expect(self.region('Deliveries').locator('li')).to_contain_text('2 attempts')

    def test_a_failed_delivery_tells_when_it_is_tried_again(self):
        self.control('POST', 'clock', {'set': 1795000000})
        endpoint = self.post('webhook_endpoints', url='http://127.0.0.1:1/hook', **{'enabled_events[]': '*'})
        self.post('customers', name='Jenny Rosen')
        self.open(f'webhook_endpoint/{endpoint["id"]}')
        expect(self.region('Deliveries').locator('li')).to_contain_text('again')
        self.region('Deliveries').get_by_role('link', name='customer.created').click()
        expect(self.region('Facts')).to_contain_text('Next attempt')

    def test_deliveries_are_filtered(self):
        self.post('webhook_endpoints', url=f'{self.app}/hook', **{'enabled_events[]': '*'})
        self.post('customers', name='Jenny Rosen')
        self.pay(1000)
        self.open('deliveries')
        expect(self.rows().first).to_be_visible()
        self.page.get_by_label('Event type, such as charge.*').fill('charge.*')
        expect(self.page.locator('tbody').get_by_text('customer.created')).to_have_count(0)
        expect(self.page.locator('tbody').get_by_text('charge.succeeded')).to_have_count(1)
        self.page.get_by_label('State', exact=True).select_option('failed')
        self.page.get_by_role('heading', name='No deliveries').wait_for()

    def test_the_laboratory_makes_deliveries_come_twice_and_not_at_all(self):
        endpoint = self.post('webhook_endpoints', url=f'{self.app}/hook', **{'enabled_events[]': 'customer.created'})
        self.open(f'webhook_endpoint/{endpoint["id"]}')
        lab = self.region('Laboratory')
        lab.get_by_role('button', name='Add a rule').click()
        self.page.get_by_label('What happens').select_option('duplicate')
        self.page.get_by_label('Events').fill('customer.*')
        self.dialog_button('Add').click()
        lab.get_by_text('Comes twice').wait_for()
        self.post('customers', name='Twice')
        expect(self.region('Deliveries').locator('li')).to_have_count(2)
        lab.get_by_role('button', name='Remove the rule').click()
        expect(lab.get_by_text('Comes twice')).to_have_count(0)
        lab.get_by_label('Deliveries of this sandbox are').select_option('collect')
        self.assert_soon('collect', lambda: self.control('GET', 'deliveries/rules')['mode'])
        self.post('customers', name='Collected')
        self.region('Deliveries').get_by_text('Collected', exact=True).wait_for()


class RequestTests(DashboardCase):
    def open_request(self, path='/v1/payment_intents', method='POST'):
        found = self.control('GET', f'requests?path={path}&method={method}')['requests'][0]
        self.open(f'requests/{found["id"]}')

    def test_requests_are_listed_without_the_dashboards_own(self):
        self.open('requests')
        self.page.get_by_role('heading', name='No requests').wait_for()
        self.post('customers', name='Jenny Rosen', email='jenny@example.com')
        self.page.get_by_role('link', name='POST /v1/customers').click()
        self.page.get_by_text('name = Jenny Rosen').wait_for()
        self.page.get_by_text('Bearer ***').wait_for()
        self.assertEqual(1, self.control('GET', 'requests')['count'])
        self.open('requests')
        self.button('Clear').click()
        self.page.get_by_role('heading', name='No requests').wait_for()

    def test_requests_are_searched_and_paged(self):
        for index in range(60):
            self.post('customers', name=f'Customer {index}')
        self.get('customers?limit=1')
        self.open('requests')
        expect(self.rows()).to_have_count(50)
        self.page.get_by_role('link', name='Next', exact=True).click()
        expect(self.rows()).to_have_count(11)
        self.page.get_by_label('Search requests').fill('customer+59')
        expect(self.rows()).to_have_count(1)
        self.page.get_by_label('Search requests').fill('')
        self.page.get_by_label('Method', exact=True).select_option('GET')
        expect(self.rows()).to_have_count(1)
        self.page.get_by_label('Method', exact=True).select_option('')
        self.page.get_by_label('Outcome', exact=True).select_option('true')
        self.page.get_by_role('heading', name='No requests').wait_for()

    def test_a_request_tells_what_it_changed_and_is_replayed(self):
        payment = self.pay(2000)
        self.open_request()
        expect(self.region('What it answered with').get_by_role('link', name=payment['id'])).to_be_visible()
        expect(self.region('What it changed').locator('li')).to_have_count(3)
        self.button('Replay').click()
        self.told('It was answered with pi_')
        self.assertEqual(2, len(self.get('payment_intents')['data']))
        expect(self.region('What it answered with').get_by_role('link', name=payment['id'])).to_have_count(0)

    def code(self, language):
        self.page.get_by_label('Language').select_option(language)
        return self.region('Code').locator('pre').inner_text()

    def test_curl_does_the_same_again(self):
        self.pay(2000, description="It's a 100 % \"test\" & more", **{'metadata[a b]': 'ü'})
        self.open_request()
        result = subprocess.run(['bash', '-c', self.code('curl').replace('curl ', 'curl -sf --noproxy "*" ', 1)], capture_output=True, text=True, timeout=30)
        self.assertEqual(0, result.returncode, result.stderr)
        first, second = [each for each in self.get('payment_intents')['data']]
        for name in ['amount', 'description', 'metadata', 'status']:
            self.assertEqual(second[name], first[name])

    def test_an_sdk_does_the_same_again(self):
        try:
            import stripe  # noqa: F401
        except ImportError:
            self.skipTest('The official SDK is not installed.')
        calls = [
            ('payment_intents', {'amount': '2000', 'currency': 'usd', 'automatic_payment_methods[enabled]': 'true', 'metadata[order]': '6735'}),
            ('checkout/sessions', {
                'mode': 'payment', 'success_url': 'https://example.com/', 'line_items[0][quantity]': '2', 'line_items[0][price_data][currency]': 'usd',
                'line_items[0][price_data][unit_amount]': '900', 'line_items[0][price_data][product_data][name]': 'Nest "box"'}),
            ('customers', {'name': 'Jenny Rosen', 'preferred_locales[]': 'de', 'address[city]': 'Zürich'}),
        ]
        for path, form in calls:
            with self.subTest(path):
                self.post(path, **form)
                self.open_request(f'/v1/{path}')
                sent = self.control('GET', f'requests?path=/v1/{path}&method=POST')['requests'][0]
                text = self.code('python')
                result = subprocess.run([sys.executable, '-c', text], capture_output=True, text=True, timeout=60)
                self.assertEqual(0, result.returncode, f'{text}\n{result.stderr}')
                again = self.control('GET', f'requests?path=/v1/{path}&method=POST')
                self.assertEqual(2, again['count'])
                parameters = [self.control('GET', f'requests/{each["id"]}')['operation']['parameters'] for each in [again['requests'][0], sent]]
                self.assertEqual(parameters[1], parameters[0])

    def test_the_sdks_are_called_by_their_own_names(self):
        customer = self.post('customers', name='Jenny Rosen')
        self.post(f'customers/{customer["id"]}/tax_ids', type='eu_vat', value='DE123456789')
        self.open_request(f'/v1/customers/{customer["id"]}/tax_ids')
        for language, text in {
            'python': f'client.v1.customers.tax_ids.create("{customer["id"]}", {{',
            'ruby': f"client.v1.customers.tax_ids.create('{customer['id']}', {{",
            'node': f"stripe.customers.createTaxId('{customer['id']}', {{",
            'php': f"$stripe->customers->createTaxId('{customer['id']}', [",
            'go': 'sc.V1TaxIDs.Create(ctx, params)',
            'java': f'client.v1().customers().taxIds().create("{customer["id"]}", params)',
            'dotnet': f'client.V1.Customers.TaxIds.Create("{customer["id"]}", options)',
        }.items():
            with self.subTest(language):
                self.assertIn(text, self.code(language))
        payment = self.pay(2000, capture_method='manual')
        self.post(f'payment_intents/{payment["id"]}/capture', amount_to_capture='1500')
        self.open_request(f'/v1/payment_intents/{payment["id"]}/capture')
        for language, text in {
            'go': 'AmountToCapture: stripe.Int64(1500)', 'java': '.setAmountToCapture(1500L)', 'dotnet': 'AmountToCapture = 1500,',
            'node': f"stripe.paymentIntents.capture('{payment['id']}'",
        }.items():
            with self.subTest(language):
                self.assertIn(text, self.code(language))

    def test_every_endpoint_of_the_sdk_is_one_of_its_methods(self):
        try:
            import stripe
        except ImportError:
            self.skipTest('The official SDK is not installed.')
        self.open()
        found = self.page.evaluate('''async (endpoints) => {
          const { callOf, isInSDKs } = await import(new URL('_assets/dashboard/sdk/operation.js', document.baseURI));
          return endpoints.map((each) => {
            const [method, pattern] = each.split(' ');
            const record = { method, operation: { pattern, path: [], parameters: {} } };
            return isInSDKs(record) ? { each, ...callOf(record) } : null;
          }).filter(Boolean);
        }''', self.control('GET', 'endpoints')['endpoints'])
        self.assertGreater(len(found), 250)
        client = stripe.StripeClient('sk_test_x')
        missing = []
        for call in found:
            place = client
            for name in [call['version'], *call['section'], *call['services'], call['method']]:
                place = getattr(place, name, None)
            if not callable(place):
                missing.append(call['each'])
        self.assertEqual([], missing)


class ToolTests(DashboardCase):
    def test_the_clock_is_advanced(self):
        self.control('POST', 'clock', {'set': 1795000000})
        self.open('tools')
        before = self.page.get_by_test_id('now').inner_text()
        self.assertNotEqual('', before)
        self.button('+1 day').click()
        expect(self.page.get_by_test_id('now')).not_to_have_text(before)
        self.assertEqual(1795000000 + 86400, self.control('GET', 'clock')['now'])
        self.button('Set…').click()
        self.page.get_by_role('dialog').get_by_label('Time').fill('2027-01-01T00:00')
        self.dialog_button('Set').click()
        self.assert_soon(1798761600, lambda: self.control('GET', 'clock')['now'])
        self.button('Real time').click()
        self.page.get_by_text('Runs with the computer’s.').wait_for()

    def test_an_event_is_triggered(self):
        self.open('tools')
        self.page.get_by_label('Event', exact=True).select_option('customer.created')
        self.button('Trigger').click()
        self.region('Trigger an event').get_by_role('link').click()
        self.page.locator('.timeline').get_by_text('Customer created').wait_for()

    def test_a_fault_is_injected(self):
        self.open('tools')
        self.page.get_by_label('What goes wrong').select_option('Answer 503')
        self.page.get_by_label('Path').fill('/v1/customers')
        self.region('Faults').get_by_role('button', name='Add').click()
        self.region('Faults').get_by_text('Answer 503', exact=True).last.wait_for()
        with self.assertRaisesRegex(AssertionError, '503'):
            self.post('customers', name='Nobody')
        self.post('customers', name='Somebody')
        self.assertEqual([], self.control('GET', 'faults')['faults'])
        self.open('requests')
        expect(self.page.locator('tbody').get_by_text('status 503')).to_be_visible()

    def test_a_snapshot_is_restored(self):
        self.post('customers', name='Before')
        self.open('tools')
        self.page.get_by_label('Name', exact=True).fill('one customer')
        self.button('Take').click()
        self.told('The snapshot is taken.')
        self.post('customers', name='After')
        self.button('Restore').click()
        self.told('The sandbox is as it was.')
        self.assertEqual(['Before'], [each['name'] for each in self.get('customers')['data']])

    def test_an_example_shop_is_loaded(self):
        self.open()
        self.button('Load an example shop').click()
        self.told('200 customers')
        expect(self.page.locator('.figure').filter(has_text='Customers').locator('.value')).to_have_text('200')
        self.page.get_by_role('link', name='Subscriptions', exact=True).click()
        expect(self.page.locator('.count')).to_have_text('50')
        self.assertEqual('real', self.control('GET', 'clock')['mode'])

    def test_a_seed_file_is_loaded(self):
        self.open('tools')
        with tempfile.TemporaryDirectory() as folder:
            seed = pathlib.Path(folder, 'seed.json')
            seed.write_text('{"fixtures": [{"name": "jenny", "path": "/v1/customers", "params": {"name": "Jenny Rosen"}}]}')
            self.page.get_by_label('Seed file').set_input_files(os.fspath(seed))
            self.button('Load the file').click()
            self.told('seed.json is loaded.')
        self.assertEqual('Jenny Rosen', self.get('customers')['data'][0]['name'])

    def test_a_sandbox_is_reset(self):
        self.post('customers', name='Jenny Rosen')
        self.open('tools')
        self.button('Reset this sandbox').click()
        self.dialog_button('Cancel').click()
        expect(self.page.get_by_role('dialog')).to_have_count(0)
        self.assertEqual(1, len(self.get('customers')['data']))
        self.button('Reset this sandbox').click()
        self.dialog_button('Reset').click()
        self.page.get_by_text('Nothing has happened here yet').wait_for()
        self.assertEqual([], self.get('customers')['data'])

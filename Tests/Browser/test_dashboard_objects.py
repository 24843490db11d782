"""The dashboard's pages of objects: what they show of others, what led to them, and what can be done."""

from playwright.sync_api import expect

from dashboard import DashboardCase


class ObjectTests(DashboardCase):
    def test_a_payment_leads_to_all_that_belongs_to_it(self):
        customer = self.post('customers', name='Jenny Rosen', payment_method='pm_card_visa')
        payment = self.pay(2000, customer=customer['id'], **{'metadata[order]': '6735'})
        refund = self.post('refunds', payment_intent=payment['id'], amount='500')
        self.open(f'payment_intent/{payment["id"]}')
        self.status('Partially refunded')
        facts = self.region('Facts')
        expect(facts).to_contain_text('Visa ···· 4242')
        expect(self.region('Metadata')).to_contain_text('6735')
        related = self.region('Related')
        for name in ['Customers', 'Charges', 'Refunds', 'Balance transactions']:
            expect(related.get_by_role('heading', name=name)).to_be_visible()
        expect(related.get_by_text(refund['id'])).to_be_visible()
        # And back, both ways.
        related.get_by_role('link', name='$5.00', exact=True).click()
        self.page.get_by_role('heading', name='$5.00').wait_for()
        expect(self.region('Related').get_by_text(payment['id'])).to_be_visible()
        self.region('Related').get_by_role('link', name='-$5.00').click()
        self.page.get_by_role('heading', name='-$5.00').wait_for()
        expect(self.region('Related').get_by_text(refund['id'])).to_be_visible()

    def test_a_failed_payment_tells_card_and_code(self):
        payment = self.decline()
        self.open(f'payment_intent/{payment["id"]}')
        self.status('Failed')
        expect(self.region('Facts')).to_contain_text('Visa')
        expect(self.region('Facts')).to_contain_text('generic_decline')
        expect(self.region('Facts')).to_contain_text('Your card was declined.')

    def test_steps_lead_to_the_requests_that_caused_them(self):
        payment = self.pay(2000)
        self.open(f'payment_intent/{payment["id"]}')
        self.region('Timeline').get_by_text('Payment succeeded').wait_for()
        self.region('Timeline').get_by_role('link', name='POST /v1/payment_intents').first.click()
        self.page.get_by_text('amount = 2000').wait_for()
        self.region('What it changed').get_by_role('link', name='payment_intent.succeeded').click()
        expect(self.region('Facts').get_by_role('link', name=payment['id'])).to_be_visible()
        self.region('Facts').get_by_role('link', name='req_').click()
        self.page.get_by_text('amount = 2000').wait_for()

    def test_a_customer_has_cards_payments_subscriptions_and_invoices(self):
        self.control('POST', 'trigger', {'event': 'customer.subscription.created'})
        subscription = self.get('subscriptions?limit=1')['data'][0]
        self.post(f'customers/{subscription["customer"]}', name='Jenny Rosen', email='jenny@example.com', **{'address[city]': 'Springfield'})
        self.pay(815)
        self.open(f'customer/{subscription["customer"]}')
        expect(self.region('Facts')).to_contain_text('jenny@example.com')
        expect(self.region('Facts')).to_contain_text('Springfield')
        for name in ['Payment methods', 'Subscriptions', 'Invoices', 'Payments']:
            expect(self.region('Related').get_by_role('heading', name=name)).to_be_visible()
        expect(self.region('Related').get_by_text('$8.15')).to_have_count(0)

    def test_many_of_a_customer_are_listed(self):
        customer = self.post('customers', name='Jenny Rosen')
        for index in range(12):
            self.pay(1000 + index, customer=customer['id'])
        self.pay(5000)
        self.open(f'customer/{customer["id"]}')
        self.region('Related').get_by_role('link', name='All 12').first.click()
        expect(self.rows()).to_have_count(12)

    def test_ids_in_json_lead_to_their_objects(self):
        customer = self.post('customers', name='Jenny Rosen')
        payment = self.pay(2000, customer=customer['id'])
        self.open(f'payment_intent/{payment["id"]}')
        self.region('JSON').get_by_role('link', name=f'"{customer["id"]}"').click()
        self.page.get_by_role('heading', name='Jenny Rosen').wait_for()
        self.region('Timeline').get_by_text('Payment succeeded').wait_for()
        self.button('Delete').click()
        self.dialog_button('Delete').click()
        self.page.get_by_role('heading', name='Customers', exact=True).wait_for()
        self.assertEqual([], self.get('customers')['data'])


class ActionTests(DashboardCase):
    def test_a_payment_is_refunded(self):
        payment = self.pay(2000)
        self.open(f'payment_intent/{payment["id"]}')
        self.status('Succeeded')
        self.button('Refund').click()
        self.page.get_by_label('Amount').fill('500')
        self.dialog_button('Refund').click()
        self.status('Partially refunded')
        self.assertEqual(500, self.get('refunds')['data'][0]['amount'])
        self.page.locator('.timeline').get_by_text('Refunded', exact=True).wait_for()
        self.button('Refund').click()
        self.dialog_button('Refund').click()
        expect(self.page.get_by_role('dialog')).to_have_count(0)
        expect(self.page.locator('h1 .badge')).to_have_text('Refunded')
        expect(self.button('Refund')).to_have_count(0)

    def test_a_refused_dialog_keeps_what_was_typed(self):
        payment = self.pay(2000)
        self.open(f'payment_intent/{payment["id"]}')
        self.button('Refund').click()
        self.page.get_by_label('Amount').fill('500000')
        self.page.get_by_label('Reason').select_option('duplicate')
        self.dialog_button('Refund').click()
        dialog = self.page.get_by_role('dialog')
        expect(dialog.get_by_role('alert')).to_contain_text('greater than')
        expect(self.page.get_by_label('Amount')).to_have_value('500000')
        expect(self.page.get_by_label('Reason')).to_have_value('duplicate')
        self.page.get_by_label('Amount').fill('300')
        self.dialog_button('Refund').click()
        self.status('Partially refunded')
        expect(dialog).to_have_count(0)

    def test_a_dialog_gives_the_focus_back(self):
        payment = self.pay(2000)
        self.open(f'payment_intent/{payment["id"]}')
        self.button('Refund').click()
        self.page.keyboard.press('Escape')
        expect(self.button('Refund')).to_be_focused()

    def test_a_payment_is_disputed(self):
        payment = self.pay(2000)
        self.open(f'payment_intent/{payment["id"]}')
        self.button('Dispute').click()
        self.page.get_by_label('Reason').select_option('product_not_received')
        self.dialog_button('Dispute').click()
        self.status('Disputed')
        self.assertEqual('product_not_received', self.get('disputes')['data'][0]['reason'])
        self.region('Related').locator('li').filter(has_text='du_').get_by_role('link').click()
        self.button('Win').click()
        self.status('Won')

    def test_a_payment_is_captured_or_canceled(self):
        first, second = self.pay(2000, capture_method='manual'), self.pay(3000, capture_method='manual')
        self.open(f'payment_intent/{first["id"]}')
        self.button('Capture').click()
        self.dialog_button('Capture').click()
        self.status('Succeeded')
        self.open(f'payment_intent/{second["id"]}')
        self.page.get_by_role('heading', name='$30.00').wait_for()
        self.button('Cancel').click()
        self.dialog_button('Cancel the payment').click()
        self.status('Canceled')

    def test_a_challenge_is_finished_for_the_customer(self):
        for answer, status in [('Complete', 'Succeeded'), ('Fail', 'Failed')]:
            with self.subTest(answer):
                payment = self.pay(2000, 'pm_card_threeDSecure2Required')
                self.open(f'payment_intent/{payment["id"]}')
                self.button(f'{answer} 3-D Secure').click()
                self.status(status)

    def test_an_open_payment_is_paid(self):
        payment = self.post('payment_intents', amount='2000', currency='usd', **{'allowed_payment_method_types[]': 'card'})
        self.open(f'payment_intent/{payment["id"]}')
        self.button('Pay with a test card').click()
        self.status('Succeeded')

    def test_a_checkout_session_is_paid_for_the_customer(self):
        session = self.post('checkout/sessions', mode='payment', success_url='https://example.com/', **{
            'line_items[0][quantity]': '1', 'line_items[0][price_data][currency]': 'usd',
            'line_items[0][price_data][unit_amount]': '2000', 'line_items[0][price_data][product_data][name]': 'Nest box'})
        self.open(f'checkout.session/{session["id"]}')
        self.status('Open')
        self.button('Pay as the customer').click()
        self.status('Complete')
        self.region('Related').get_by_role('link', name='$20.00').first.click()
        self.status('Succeeded')
        expect(self.region('Related').get_by_text(session['id'])).to_be_visible()


class SubscriptionTests(DashboardCase):
    def subscribe(self, **customer):
        self.control('POST', 'clock', {'set': 1795000000})
        owner = self.post('customers', payment_method='pm_card_visa', **{'invoice_settings[default_payment_method]': 'pm_card_visa'}, **customer)
        price = self.post('prices', currency='usd', unit_amount='1200', **{'recurring[interval]': 'month', 'product_data[name]': 'Seed box'})
        return self.post('subscriptions', customer=owner['id'], **{'items[0][price]': price['id']})

    def invoices(self, subscription):
        return len(self.get(f'invoices?subscription={subscription["id"]}')['data'])

    def test_a_button_leads_to_the_next_renewal(self):
        subscription = self.subscribe()
        self.open(f'subscription/{subscription["id"]}')
        line = self.region('Time line')
        line.get_by_role('img').wait_for()
        before = line.get_by_test_id('now').inner_text()
        self.button('Advance to the next renewal').click()
        expect(line.get_by_test_id('now')).not_to_have_text(before)
        self.assertEqual(2, self.invoices(subscription))
        self.assertEqual(subscription['items']['data'][0]['current_period_end'], self.control('GET', 'clock')['now'])
        expect(line.locator('.legend li')).to_have_count(2)
        self.button('Advance to the next renewal').click()
        expect(line.locator('.legend li')).to_have_count(3)

    def test_a_test_clock_is_a_subscriptions_own(self):
        clock = self.post('test_helpers/test_clocks', frozen_time='1767225600', name='Spring')
        subscription = self.subscribe(test_clock=clock['id'])
        self.open(f'subscription/{subscription["id"]}')
        self.region('Time line').get_by_text('Its test clock says').wait_for()
        self.button('Advance to the next renewal').click()
        expect(self.region('Time line').locator('.legend li')).to_have_count(2)
        self.assertEqual(1795000000, self.control('GET', 'clock')['now'])
        self.open(f'test_helpers.test_clock/{clock["id"]}')
        before = self.page.get_by_test_id('now').inner_text()
        self.button('+30 days').click()
        expect(self.page.get_by_test_id('now')).not_to_have_text(before)
        self.page.get_by_text('Customers on it').wait_for()

    def test_the_list_has_the_clock_beside_it(self):
        subscription = self.subscribe()
        self.open('subscription')
        expect(self.rows()).to_have_count(1)
        self.rows().get_by_role('img').wait_for()
        for _ in range(3):
            self.button('Advance to what is next').click()
            expect(self.button('Advance to what is next')).to_be_enabled()
        self.assertGreater(self.control('GET', 'clock')['now'], 1795000000)
        self.button('+30 days').click()
        self.button('+1 day').click()
        self.assert_soon(True, lambda: self.invoices(subscription) >= 2)

    def test_an_invoice_is_paid_or_voided(self):
        customer = self.post('customers', payment_method='pm_card_visa', **{'invoice_settings[default_payment_method]': 'pm_card_visa'})
        self.post('invoiceitems', customer=customer['id'], amount='900', currency='usd')
        invoice = self.post('invoices', customer=customer['id'], pending_invoice_items_behavior='include', auto_advance='false')
        self.open(f'invoice/{invoice["id"]}')
        self.status('Draft')
        self.button('Finalize').click()
        self.status('Open')
        self.button('Pay').click()
        self.status('Paid')
        self.region('Related').get_by_role('heading', name='Payments', exact=True).wait_for()


class AccountTests(DashboardCase):
    def account(self):
        return self.post('accounts', type='custom', country='US', email='seller@example.com', **{
            'capabilities[card_payments][requested]': 'true', 'capabilities[transfers][requested]': 'true'})

    def test_an_account_tells_what_it_needs(self):
        account = self.account()
        self.open('account')
        expect(self.rows()).to_contain_text('seller@example.com')
        expect(self.rows()).to_contain_text('things')
        self.rows().get_by_role('link').click()
        self.status('Restricted')
        expect(self.region('Needs').get_by_text('external_account', exact=True)).to_be_visible()
        expect(self.region('Capabilities')).to_contain_text('Card payments')
        self.button('Open onboarding').click()
        self.page.wait_for_url('**/setup/**')
        self.assertTrue(account['id'] in self.page.url)

    def test_the_dashboard_acts_as_an_account(self):
        account = self.account()
        self.pay(1000)
        self.open(f'account/{account["id"]}')
        self.page.get_by_role('link', name='Act as this account').click()
        self.page.get_by_text('Acting as').wait_for()
        self.page.get_by_text('Nothing has happened here yet').wait_for()
        self.page.get_by_role('navigation', name='Dashboard').get_by_role('link', name='Customers').click()
        self.shown('customer')
        self.button('New customer').click()
        self.page.get_by_label('Name', exact=True).fill('A buyer of the seller')
        self.dialog_button('Create').click()
        self.page.get_by_role('heading', name='A buyer of the seller').wait_for()
        self.assertEqual([], self.get('customers')['data'])
        # What happens there appears there.
        self.sandbox.request('POST', '/v1/customers', b'name=Another', {'Authorization': f'Bearer {self.key}', 'Stripe-Account': account['id']})
        self.page.get_by_role('navigation', name='Dashboard').get_by_role('link', name='Customers').click()
        expect(self.rows()).to_have_count(2)
        self.page.reload()
        expect(self.rows()).to_have_count(2)
        self.page.get_by_role('link', name='Stop').click()
        self.page.locator('.figure').first.wait_for()
        expect(self.page.get_by_text('Acting as')).to_be_hidden()

    def test_transfers_are_made_and_reversed(self):
        account = self.account()
        self.post('charges', amount='5000', currency='usd', source='tok_bypassPending')
        self.open(f'account/{account["id"]}')
        self.button('Pay it').click()
        self.page.get_by_label('Amount').fill('1500')
        self.dialog_button('Transfer').click()
        self.region('Related').get_by_role('link', name='$15.00').click()
        self.page.get_by_role('heading', name='$15.00').wait_for()
        self.button('Reverse').click()
        self.dialog_button('Reverse').click()
        self.region('Related').get_by_role('heading', name='Transfer reversals').wait_for()
        self.open('balance')
        expect(self.page.locator('.figure').filter(has_text='Available')).to_contain_text('$')

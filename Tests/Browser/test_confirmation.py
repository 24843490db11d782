"""Payments and setups from the first keystroke to the answer."""

import urllib.parse

from playwright.sync_api import expect

from browser import BrowserCase
from fields import challenge, complete_challenge, fail_challenge, frame, type_card

DECLINED = '4000000000000002'
ASKS = '4000002760003184'
REDIRECT = '/bare.html'


class ConfirmationTests(BrowserCase):
    def open(self, intent=None, kind='payment', options=None, **group):
        """An app with one Element, ready to be filled in."""
        self.page.goto(self.app)
        settings = {'clientSecret': intent['client_secret'], **group} if intent and kind != 'card' else group
        self.page.evaluate('''async ([kind, options, settings, secret]) => {
            window.stripe = Stripe('pk_test_nestbox');
            window.secret = secret;
            window.elements = stripe.elements(settings);
            window.element = elements.create(kind, options);
            element.mount('#first');
            await new Promise((resolve) => element.on('ready', resolve));
        }''', [kind, options or {}, settings, intent and intent['client_secret']])

    def start(self, code):
        """Begins something that waits for the customer; `result` has its outcome."""
        self.page.evaluate('code => { window.result = null; new Function(`return ${code}`)().then((r) => { window.result = r; }); }', code)

    def result(self):
        self.page.wait_for_function('result !== null')
        return self.page.evaluate('result')

    def confirm(self, redirect='if_required', method='confirmPayment', more=''):
        self.start(f'''stripe.{method}({{elements, redirect: '{redirect}', {more}
            confirmParams: {{return_url: '{self.app}{REDIRECT}'}}}})''')

    def query(self):
        self.page.wait_for_url(f'**{REDIRECT}?**')
        return {name: values[0] for name, values in urllib.parse.parse_qs(urllib.parse.urlsplit(self.page.url).query).items()}

    def test_a_payment_succeeds_in_place(self):
        intent = self.sandbox.payment_intent()
        self.open(intent)
        type_card(self.page, '#first')
        self.confirm()
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])
        self.assertEqual('succeeded', self.sandbox.stripe('GET', f'/v1/payment_intents/{intent["id"]}')['status'])

    def test_a_payment_returns_to_the_shop(self):
        intent = self.sandbox.payment_intent()
        self.open(intent)
        type_card(self.page, '#first')
        self.confirm('always')
        self.assertEqual(
            {'payment_intent': intent['id'], 'payment_intent_client_secret': intent['client_secret'], 'redirect_status': 'succeeded'},
            self.query())

    def test_billing_details_and_shipping_come_along(self):
        intent = self.sandbox.payment_intent()
        self.open(intent)
        self.page.evaluate('''async () => {
            const address = elements.create('address', {mode: 'shipping', defaultValues: {name: 'Jenny Rosen', address: {
                line1: '1 Nest Lane', city: 'San Francisco', state: 'CA', postal_code: '94111', country: 'US'}}});
            address.mount('#second');
            const link = elements.create('linkAuthentication', {defaultValues: {email: 'jenny@example.com'}});
            link.mount('#third');
            await Promise.all([address, link].map((each) => new Promise((resolve) => each.on('ready', resolve))));
        }''')
        type_card(self.page, '#first')
        self.start('''stripe.confirmPayment({elements, redirect: 'if_required', confirmParams: {
            receipt_email: 'receipts@example.com', payment_method_data: {billing_details: {name: 'Jenny R.'}}}})''')
        self.assertEqual('1 Nest Lane', self.result()['paymentIntent']['shipping']['address']['line1'])
        stored = self.sandbox.stripe('GET', f'/v1/payment_intents/{intent["id"]}?expand[]=payment_method')
        self.assertEqual('Jenny R.', stored['payment_method']['billing_details']['name'])
        self.assertEqual('jenny@example.com', stored['payment_method']['billing_details']['email'])
        self.assertEqual('42424', stored['payment_method']['billing_details']['address']['postal_code'])
        self.assertEqual('receipts@example.com', stored['receipt_email'])

    def test_a_decline_can_be_followed_by_another_card(self):
        intent = self.sandbox.payment_intent()
        self.open(intent)
        type_card(self.page, '#first', DECLINED)
        self.confirm()
        error = self.result()['error']
        self.assertEqual(('card_error', 'card_declined', 'generic_decline', 'Your card was declined.'),
                         (error['type'], error['code'], error['decline_code'], error['message']))
        self.assertEqual('requires_payment_method', error['payment_intent']['status'])
        frame(self.page, '#first').get_by_label('Sandbox test cards').select_option('4242424242424242')
        self.confirm()
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])

    def test_a_challenge_is_completed(self):
        self.open(self.sandbox.payment_intent())
        type_card(self.page, '#first', ASKS)
        self.confirm()
        challenge(self.page).get_by_text('$20.00').wait_for()
        self.screenshot('challenge-in-dialog')
        complete_challenge(self.page)
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])
        expect(self.page.locator('dialog')).to_have_count(0)

    def test_a_challenge_before_a_capture(self):
        self.open(self.sandbox.payment_intent(capture_method='manual'))
        type_card(self.page, '#first', ASKS)
        self.confirm()
        complete_challenge(self.page)
        self.assertEqual('requires_capture', self.result()['paymentIntent']['status'])

    def test_a_challenge_then_the_way_back_to_the_shop(self):
        intent = self.sandbox.payment_intent()
        self.open(intent)
        type_card(self.page, '#first', ASKS)
        self.confirm('always')
        complete_challenge(self.page)
        self.assertEqual('succeeded', self.query()['redirect_status'])

    def assert_unauthenticated(self, kind='payment'):
        error = self.result()['error']
        self.assertEqual(f'{kind}_intent_authentication_failure', error['code'])
        self.assertEqual('requires_payment_method', error[f'{kind}_intent']['status'])

    def test_a_challenge_fails(self):
        self.open(self.sandbox.payment_intent())
        type_card(self.page, '#first', ASKS)
        self.confirm()
        fail_challenge(self.page)
        self.assert_unauthenticated()

    def test_a_challenge_is_closed(self):
        self.open(self.sandbox.payment_intent())
        type_card(self.page, '#first', ASKS)
        for close in ['escape', 'button']:
            with self.subTest(close):
                self.confirm()
                expect(challenge(self.page).get_by_role('button', name='Fail')).to_be_enabled()
                if close == 'escape':
                    self.page.keyboard.press('Escape')
                else:
                    self.page.frame_locator('dialog iframe').get_by_role('button', name='Cancel').click()
                self.assert_unauthenticated()

    def test_a_setup_with_a_challenge(self):
        for finish, status in [(complete_challenge, 'succeeded'), (fail_challenge, 'requires_payment_method')]:
            with self.subTest(status):
                intent = self.sandbox.setup_intent()
                self.open(intent)
                type_card(self.page, '#first', ASKS)
                self.confirm(method='confirmSetup')
                finish(self.page)
                if status == 'succeeded':
                    self.assertEqual(status, self.result()['setupIntent']['status'])
                else:
                    self.assert_unauthenticated('setup')

    def test_a_setup_returns_to_the_shop(self):
        intent = self.sandbox.setup_intent()
        self.open(intent)
        type_card(self.page, '#first')
        self.confirm('always', method='confirmSetup')
        self.assertEqual(
            {'setup_intent': intent['id'], 'setup_intent_client_secret': intent['client_secret'], 'redirect_status': 'succeeded'},
            self.query())

    def test_a_deferred_intent(self):
        self.open(mode='payment', amount=2000, currency='usd')
        type_card(self.page, '#first')
        secret = self.sandbox.payment_intent()['client_secret']
        self.assertEqual(
            'elements.submit() must be called before stripe.confirmPayment().',
            self.page.evaluate('''secret => { try {
                stripe.confirmPayment({elements, clientSecret: secret, redirect: 'if_required'});
            } catch (error) { return error.message; } }''', secret))
        self.assertEqual({'selectedPaymentMethod': 'card'}, self.page.evaluate('elements.submit()'))
        self.confirm(more=f'clientSecret: "{secret}",')
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])

    def test_an_intent_that_is_over_cannot_be_paid_again(self):
        intent = self.sandbox.payment_intent(confirm='true', payment_method='pm_card_visa')
        self.page.goto(self.app)
        error = self.page.evaluate('''secret => new Promise((resolve) => {
            const payment = Stripe('pk_test_nestbox').elements({clientSecret: secret}).create('payment');
            payment.on('loaderror', resolve);
            payment.mount('#first');
        })''', intent['client_secret'])
        self.assertEqual('payment_intent_unexpected_state', error['error']['code'])

    def test_the_sandbox_may_be_away(self):
        self.open(self.sandbox.payment_intent())
        type_card(self.page, '#first')
        self.problems_before = self.problems
        self.context.route('**/v1/**', lambda route: route.abort())
        self.confirm()
        self.assertEqual('api_connection_error', self.result()['error']['type'])
        self.problems[:] = [each for each in self.problems if 'net::ERR_FAILED' not in each]

    def test_confirm_card_payment(self):
        for number, expected in [('4242424242424242', 'succeeded'), (ASKS, 'succeeded'), (DECLINED, 'card_declined')]:
            with self.subTest(number):
                self.open(self.sandbox.payment_intent(), 'card')
                type_card(self.page, '#first', number)
                self.start('stripe.confirmCardPayment(secret, {payment_method: {card: element, billing_details: {name: "Jenny"}}})')
                if number == ASKS:
                    complete_challenge(self.page)
                result = self.result()
                self.assertEqual(expected, result['error']['code'] if 'error' in result else result['paymentIntent']['status'])

    def test_confirm_card_payment_without_a_whole_card(self):
        self.open(self.sandbox.payment_intent(), 'card')
        type_card(self.page, '#first', cvc='1')
        self.start('stripe.confirmCardPayment(secret, {payment_method: {card: element}})')
        self.assertEqual('incomplete_cvc', self.result()['error']['code'])

    def test_actions_can_be_left_to_the_app(self):
        self.open(self.sandbox.payment_intent(), 'card')
        type_card(self.page, '#first', ASKS)
        self.start('stripe.confirmCardPayment(secret, {payment_method: {card: element}}, {handleActions: false})')
        self.assertEqual('requires_action', self.result()['paymentIntent']['status'])
        self.start('stripe.handleNextAction({clientSecret: secret})')
        complete_challenge(self.page)
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])
        self.start('stripe.handleCardAction(secret)')
        self.assertEqual('payment_intent_unexpected_state', self.result()['error']['code'])

    def test_a_manual_confirmation_goes_back_to_the_server(self):
        intent = self.sandbox.payment_intent(
            confirmation_method='manual', confirm='true', payment_method='pm_card_authenticationRequired', use_stripe_sdk='true')
        self.open(intent, 'card')
        self.start('stripe.handleCardAction(secret)')
        complete_challenge(self.page)
        self.assertEqual('requires_confirmation', self.result()['paymentIntent']['status'])

    def test_a_server_may_send_the_customer_to_the_bank(self):
        """Confirmed by the backend, without Stripe.js: a page of its own, and the way back."""
        for outcome, status in [('Complete', 'succeeded'), ('Fail', 'failed')]:
            with self.subTest(outcome):
                intent = self.sandbox.payment_intent(
                    confirm='true', payment_method='pm_card_authenticationRequired', return_url=f'{self.app}{REDIRECT}?cart=7')
                self.page.goto(intent['next_action']['redirect_to_url']['url'])
                self.page.get_by_text('$20.00').wait_for()
                self.screenshot('challenge-page')
                self.page.get_by_role('button', name=outcome).click()
                self.assertEqual(
                    {'cart': '7', 'payment_intent': intent['id'], 'payment_intent_client_secret': intent['client_secret'],
                     'redirect_status': status}, self.query())

    def test_confirm_card_setup(self):
        self.open(self.sandbox.setup_intent(), 'card')
        type_card(self.page, '#first', ASKS)
        self.start('stripe.confirmCardSetup(secret, {payment_method: {card: element}})')
        complete_challenge(self.page)
        self.assertEqual('succeeded', self.result()['setupIntent']['status'])

    def test_payment_methods_tokens_and_retrieval(self):
        intent, setup = self.sandbox.payment_intent(), self.sandbox.setup_intent()
        self.open(intent, 'card')
        type_card(self.page, '#first')
        made = self.page.evaluate('''async (setup) => ({
            method: await stripe.createPaymentMethod({type: 'card', card: element, billing_details: {name: 'Jenny'}}),
            old: await stripe.createPaymentMethod('card', element),
            token: await stripe.createToken(element, {name: 'Jenny'}),
            payment: await stripe.retrievePaymentIntent(secret),
            setup: await stripe.retrieveSetupIntent(setup),
        })''', setup['client_secret'])
        self.assertEqual('4242', made['method']['paymentMethod']['card']['last4'])
        self.assertEqual('42424', made['method']['paymentMethod']['billing_details']['address']['postal_code'])
        self.assertEqual('4242', made['old']['paymentMethod']['card']['last4'])
        self.assertEqual('4242', made['token']['token']['card']['last4'])
        self.assertEqual(intent['id'], made['payment']['paymentIntent']['id'])
        self.assertEqual(setup['id'], made['setup']['setupIntent']['id'])

    def test_a_payment_method_of_elements(self):
        self.open(mode='payment', amount=2000, currency='usd', paymentMethodCreation='manual')
        type_card(self.page, '#first')
        self.page.evaluate('elements.submit()')
        answer = self.page.evaluate('stripe.createPaymentMethod({elements, params: {billing_details: {name: "Jenny"}}})')
        self.assertEqual('Jenny', answer['paymentMethod']['billing_details']['name'])

    def test_the_wallet_pays(self):
        intent = self.sandbox.payment_intent()
        self.open(intent, 'expressCheckout')
        self.page.evaluate('''() => {
            element.on('click', ({resolve}) => resolve({
                emailRequired: true, shippingAddressRequired: true, lineItems: [{name: 'Nest box', amount: 1500}],
                shippingRates: [{id: 'post', displayName: 'Post', amount: 500}]}));
            element.on('shippingaddresschange', ({resolve}) => resolve({shippingRates: [
                {id: 'post', displayName: 'Post', amount: 500}, {id: 'swift', displayName: 'By swift', amount: 900}]}));
            element.on('shippingratechange', ({resolve}) => resolve({}));
            window.result = null;
            element.on('confirm', async (event) => {
                window.agreed = event;
                await elements.submit();
                window.result = await stripe.confirmPayment({elements, redirect: 'if_required'});
            });
        }''')
        frame(self.page, '#first').get_by_role('button').click()
        sheet = self.page.frame_locator('dialog iframe')
        sheet.get_by_text('Nest box').wait_for()
        self.screenshot('wallet')
        sheet.get_by_label('Shipping').select_option('By swift')
        expect(sheet.get_by_text('$9.00')).to_be_visible()
        sheet.get_by_role('button', name='Pay').click()
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])
        self.assertEqual('jenny@example.com', self.page.evaluate('agreed.billingDetails.email'))
        self.assertEqual('swift', self.page.evaluate('agreed.shippingRate.id'))

    def test_after_a_declined_wallet_the_form_pays(self):
        intent = self.sandbox.payment_intent()
        self.open(intent, 'expressCheckout')
        self.page.evaluate('''() => {
            elements.create('payment').mount('#second');
            window.result = null;
            element.on('confirm', async () => {
                await elements.submit();
                window.result = await stripe.confirmPayment({elements, redirect: 'if_required'});
            });
        }''')
        frame(self.page, '#first').get_by_role('button').click()
        sheet = self.page.frame_locator('dialog iframe')
        sheet.get_by_label('Test card').select_option(DECLINED)
        sheet.get_by_role('button', name='Pay').click()
        self.assertEqual('card_declined', self.result()['error']['code'])
        type_card(self.page, '#second', '5555555555554444')
        self.confirm()
        self.assertEqual('succeeded', self.result()['paymentIntent']['status'])
        stored = self.sandbox.stripe('GET', f'/v1/payment_intents/{intent["id"]}?expand[]=payment_method')
        self.assertEqual('4444', stored['payment_method']['card']['last4'])

    def test_the_wallet_can_be_closed(self):
        self.open(self.sandbox.payment_intent(), 'expressCheckout')
        self.start('new Promise((resolve) => element.on("cancel", resolve))')
        frame(self.page, '#first').get_by_role('button').click()
        self.page.frame_locator('dialog iframe').get_by_role('button', name='Cancel').click()
        self.assertEqual({'elementType': 'expressCheckout'}, self.result())

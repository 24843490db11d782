"""Cards that a customer has saved, in the Payment Element; and the Payment Request Button."""

from playwright.sync_api import expect

from browser import BrowserCase
from fields import frame, type_card

FEATURES = 'components[payment_element][features]'


class SavedTests(BrowserCase):
    def customer(self, *cards):
        customer = self.sandbox.stripe('POST', '/v1/customers', {'email': 'saved@example.com'})['id']
        for token in cards:
            method = self.sandbox.stripe('POST', '/v1/payment_methods', {'type': 'card', 'card[token]': token, 'allow_redisplay': 'always'})['id']
            self.sandbox.stripe('POST', f'/v1/payment_methods/{method}/attach', {'customer': customer})
        return customer

    def open(self, customer, **features):
        session = self.sandbox.stripe('POST', '/v1/customer_sessions', {
            'customer': customer, 'components[payment_element][enabled]': 'true',
            **{f'{FEATURES}[{name}]': value for name, value in {'payment_method_redisplay': 'enabled', **features}.items()}})
        self.intent = self.sandbox.payment_intent(customer=customer)
        self.page.goto(self.app)
        self.page.evaluate('''([clientSecret, customerSessionClientSecret]) => {
            window.stripe = Stripe('pk_test_nestbox');
            window.group = stripe.elements({ clientSecret, customerSessionClientSecret });
            window.payment = group.create('payment');
            window.heard = [];
            for (const name of ['change', 'savedpaymentmethodupdate', 'savedpaymentmethodremove']) payment.on(name, (event) => heard.push([name, event]));
            payment.mount('#first');
        }''', [self.intent['client_secret'], session['client_secret']])
        self.form = frame(self.page, '#first')

    def confirm(self):
        return self.page.evaluate('''() => stripe.confirmPayment({ elements: group, redirect: 'if_required', confirmParams: { return_url: location.href } })''')

    def cards(self, customer):
        return self.sandbox.stripe('GET', f'/v1/payment_methods?customer={customer}')['data']

    def test_a_saved_card_pays(self):
        customer = self.customer('tok_visa', 'tok_mastercard')
        self.open(customer)
        expect(self.form.get_by_test_id('saved-payment-method')).to_have_count(2)
        expect(self.form.get_by_role('radio', name='Mastercard •••• 4444')).to_be_checked()
        self.form.get_by_role('radio', name='Visa •••• 4242').check()
        self.assertEqual('4242', self.page.evaluate("heard.filter(([name]) => name === 'change').at(-1)[1].value.payment_method.card.last4"))
        self.screenshot('saved-cards')
        result = self.confirm()
        self.assertEqual('succeeded', result['paymentIntent']['status'])
        self.assertEqual(2, len(self.cards(customer)))

    def test_another_card_is_saved_if_the_customer_wants_it(self):
        customer = self.customer('tok_visa')
        self.open(customer, payment_method_save='enabled', payment_method_save_usage='off_session')
        self.form.get_by_role('tab', name='Card').click()
        type_card(self.page, '#first', '5555555555554444')
        self.form.get_by_test_id('save-payment-method').check()
        self.screenshot('saved-save')
        self.assertEqual('succeeded', self.confirm()['paymentIntent']['status'])
        saved = next(each for each in self.cards(customer) if each['card']['last4'] == '4444')
        self.assertEqual('always', saved['allow_redisplay'])
        self.assertEqual('off_session', self.sandbox.stripe('GET', f'/v1/payment_intents/{self.intent["id"]}')['setup_future_usage'])

    def test_a_card_is_changed_and_removed(self):
        customer = self.customer('tok_visa')
        self.open(customer, payment_method_remove='enabled')
        self.form.get_by_test_id('edit-saved').click()
        self.form.locator('[name=savedExpiry]').fill('07/44')
        self.form.get_by_test_id('save-saved').click()
        expect(self.form.get_by_text('07/44')).to_be_visible()
        self.assertEqual([7, 2044], [self.cards(customer)[0]['card'][name] for name in ('exp_month', 'exp_year')])
        self.form.get_by_test_id('remove-saved').click()
        expect(self.form.locator('[name=number]')).to_be_visible()
        self.assertEqual([], self.cards(customer))
        events = self.page.evaluate("heard.filter(([name]) => name !== 'change').map(([name, { success }]) => [name, success])")
        self.assertEqual([['savedpaymentmethodupdate', True], ['savedpaymentmethodremove', True]], events)

    def test_what_the_session_does_not_allow_is_not_offered(self):
        self.open(self.customer('tok_visa'))
        expect(self.form.get_by_test_id('saved-payment-method')).to_have_count(1)
        expect(self.form.get_by_test_id('remove-saved')).to_have_count(0)
        self.form.get_by_role('tab', name='Card').click()
        expect(self.form.locator('[name=number]')).to_be_visible()
        expect(self.form.get_by_test_id('save-payment-method')).to_have_count(0)


class PaymentRequestTests(BrowserCase):
    def test_the_button_opens_the_wallet_and_hands_over_a_card(self):
        self.page.goto(self.app)
        can = self.page.evaluate('''async () => {
            window.stripe = Stripe('pk_test_nestbox');
            window.request = stripe.paymentRequest({
                country: 'US', currency: 'usd', total: { label: 'Jacket', amount: 2000 }, requestPayerName: true, requestPayerEmail: true,
                requestShipping: true, shippingOptions: [{ id: 'free', label: 'Free', detail: 'A week', amount: 0 }],
            });
            window.heard = [];
            request.on('shippingaddresschange', (event) => {
                heard.push(['address', event.shippingAddress.country]);
                event.updateWith({ status: 'success', total: { label: 'Jacket', amount: 2500 },
                    shippingOptions: [{ id: 'fast', label: 'Fast', detail: 'A day', amount: 500 }] });
            });
            request.on('paymentmethod', (event) => {
                heard.push(['paymentmethod', event.paymentMethod.card.last4, event.payerEmail, event.walletName]);
                event.complete('success');
            });
            request.on('cancel', () => heard.push(['cancel']));
            const can = await request.canMakePayment();
            stripe.elements().create('paymentRequestButton', { paymentRequest: request }).mount('#first');
            return can;
        }''')
        self.assertTrue(can['googlePay'])
        frame(self.page, '#first').get_by_test_id('payment-request-button').click()
        dialog = self.page.frame_locator('dialog iframe')
        expect(dialog.get_by_text('$25.00')).to_be_visible()
        self.screenshot('payment-request')
        dialog.get_by_role('button', name='Pay').click()
        self.assert_soon([['address', 'US'], ['paymentmethod', '4242', 'jenny@example.com', 'googlePay']], lambda: self.page.evaluate('heard'))
        self.assertFalse(self.page.evaluate('request.isShowing()'))

    def test_without_its_wallet_there_is_none(self):
        self.page.goto(self.app)
        self.assertIsNone(self.page.evaluate('''() => Stripe('pk_test_nestbox').paymentRequest({
            country: 'US', currency: 'usd', total: { label: 'Jacket', amount: 2000 }, disableWallets: ['googlePay'] }).canMakePayment()'''))

"""All of Stripe.js that an app may touch is there, and answers in Stripe's shapes."""

from playwright.sync_api import expect

from browser import BrowserCase
from fields import frame, type_card

METHODS = '''
elements createToken createSource createPaymentMethod createConfirmationToken createRadarSession registerAppInfo _registerWrapper
confirmPayment confirmSetup confirmCardPayment confirmCardSetup handleNextAction handleCardAction retrievePaymentIntent
retrieveSetupIntent verifyMicrodepositsForPayment verifyMicrodepositsForSetup paymentRequest
initCheckout initCheckoutElementsSdk initCheckoutFormSdk initEmbeddedCheckout createEmbeddedCheckoutPage redirectToCheckout
'''.split()

REFUSED = '''
collectBankAccountForPayment collectBankAccountForSetup collectBankAccountToken collectFinancialConnectionsAccounts
createEphemeralKeyNonce createFinancialAccountDisclosure createIssuingDisclosure createRadarSession processOrder
retrieveOrder retrieveSource verifyIdentity
'''.split()

ELEMENTS = {
    'payment': ['update', 'collapse'], 'card': ['update'], 'cardNumber': ['update'], 'cardExpiry': ['update'], 'cardCvc': ['update'],
    'address': ['update', 'getValue'], 'linkAuthentication': ['update'], 'expressCheckout': ['update'],
}


class SurfaceTests(BrowserCase):
    def open(self):
        self.page.goto(self.app)

    def test_every_method_is_there(self):
        self.open()
        missing = self.page.evaluate('''names => {
            const stripe = Stripe('pk_test_nestbox', {locale: 'en', stripeAccount: 'acct_1Nest'});
            return names.filter((name) => typeof stripe[name] !== 'function');
        }''', METHODS + REFUSED)
        self.assertEqual([], missing)

    def test_what_the_sandbox_lacks_is_refused_and_never_rejected(self):
        self.open()
        answers = self.page.evaluate('''async (names) => {
            const stripe = new Stripe('pk_test_nestbox');
            return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await stripe[name]()).error])));
        }''', REFUSED)
        for name, error in answers.items():
            with self.subTest(name):
                self.assertEqual('not_in_sandbox', error['code'])
                self.assertIn(name, error['message'])

    def test_every_element_has_its_methods_and_gives_itself_back(self):
        self.open()
        for kind, own in ELEMENTS.items():
            with self.subTest(kind):
                found = self.page.evaluate('''async ([kind, own]) => {
                    const group = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd'});
                    const made = group.create(kind, kind === 'address' ? {mode: 'billing'} : {});
                    const names = ['mount', 'unmount', 'destroy', 'on', 'once', 'off', 'focus', 'blur', 'clear', ...own];
                    const missing = names.filter((name) => typeof made[name] !== 'function');
                    const listen = () => {};
                    made.mount('#first');
                    await new Promise((resolve) => made.once('ready', resolve));
                    const chained = [made.on('change', listen), made.once('blur', listen), made.off('change', listen), made.update({}),
                        made.focus(), made.blur(), made.clear()].every((each) => each === made);
                    made.unmount();
                    made.mount('#second');
                    const isMovedOn = document.querySelectorAll('#first iframe').length === 0;
                    made.destroy();
                    made.off('change', listen).off('ready');
                    const refused = ['mount', 'update', 'focus', 'clear'].filter((name) => {
                        try { made[name]('#first'); return false; } catch (error) { return error.name === 'IntegrationError'; }
                    });
                    return {missing, chained, isMovedOn, refused};
                }''', [kind, own])
                self.assertEqual(
                    {'missing': [], 'chained': True, 'isMovedOn': True, 'refused': ['mount', 'update', 'focus', 'clear']}, found)

    def test_tokens_of_what_is_not_a_card(self):
        self.open()
        made = self.page.evaluate('''async () => {
            const stripe = Stripe('pk_test_nestbox');
            const bank = {country: 'US', currency: 'usd', routing_number: '110000000', account_number: '000123456789'};
            return {
                pii: await stripe.createToken('pii', {personal_id_number: '123456789'}),
                bank: await stripe.createToken('bank_account', bank),
                cvc: await stripe.createToken('cvc_update', {cvc: '123'}),
            };
        }''')
        self.assertEqual(
            {'pii': 'pii', 'bank': 'bank_account', 'cvc': 'cvc_update'}, {name: answer['token']['type'] for name, answer in made.items()})

    def test_a_confirmation_token_carries_the_form_to_the_server(self):
        self.open()
        self.page.evaluate('''() => {
            window.stripe = Stripe('pk_test_nestbox');
            window.group = stripe.elements({mode: 'payment', amount: 2000, currency: 'usd', paymentMethodCreation: 'manual'});
            group.create('payment').mount('#first');
        }''')
        type_card(self.page, '#first')
        token = self.page.evaluate('''async () => {
            await group.submit();
            const {confirmationToken, error} = await stripe.createConfirmationToken({
                elements: group, params: {return_url: location.href, payment_method_data: {billing_details: {name: 'Jenny Rosen'}}}});
            return error || confirmationToken;
        }''')
        self.assertEqual('Jenny Rosen', token['payment_method_preview']['billing_details']['name'])
        self.assertEqual('4242', token['payment_method_preview']['card']['last4'])
        intent = self.sandbox.payment_intent()
        answer = self.page.evaluate('''([clientSecret, token]) => stripe.confirmPayment({
            clientSecret, redirect: 'if_required', confirmParams: {confirmation_token: token}})''', [intent['client_secret'], token['id']])
        self.assertEqual('succeeded', answer['paymentIntent']['status'], answer)

    def test_microdeposits_are_left_to_the_api(self):
        """No bank account can wait for them here; the refusal is the API's own."""
        self.open()
        intent, setup = self.sandbox.payment_intent(), self.sandbox.setup_intent()
        for method, secret in [('verifyMicrodepositsForPayment', intent), ('verifyMicrodepositsForSetup', setup)]:
            with self.subTest(method):
                answer = self.page.evaluate(
                    '([method, secret]) => Stripe("pk_test_nestbox")[method](secret, {amounts: [32, 45]})', [method, secret['client_secret']])
                self.assertEqual('invalid_request_error', answer['error']['type'])

    def test_a_saved_card_asks_for_its_security_code_again(self):
        self.open()
        intent = self.sandbox.payment_intent()
        self.page.evaluate('''() => {
            window.stripe = Stripe('pk_test_nestbox');
            window.cvc = stripe.elements().create('cardCvc');
            cvc.mount('#first');
        }''')
        frame(self.page, '#first').locator('[name=cvc]').fill('123')
        answer = self.page.evaluate('''secret => stripe.confirmCardPayment(secret, {
            payment_method: 'pm_card_visa', payment_method_options: {card: {cvc}}, save_payment_method: false})''', intent['client_secret'])
        self.assertEqual('succeeded', answer['paymentIntent']['status'], answer)

    def test_subscriptions_and_setups_are_deferred_like_payments(self):
        self.open()
        for mode, make, method in [
            ('subscription', self.sandbox.payment_intent, 'confirmPayment'), ('setup', self.sandbox.setup_intent, 'confirmSetup'),
        ]:
            with self.subTest(mode):
                self.page.evaluate('''(mode) => {
                    document.getElementById('first').replaceChildren();
                    window.stripe = Stripe('pk_test_nestbox');
                    window.group = stripe.elements({mode, currency: 'usd', ...(mode === 'setup' ? {} : {amount: 2000})});
                    group.create('payment').mount('#first');
                }''', mode)
                expect(frame(self.page, '#first').locator('.TermsText')).to_contain_text('for future payments')
                type_card(self.page, '#first')
                answer = self.page.evaluate('''async ([method, clientSecret]) => {
                    const submitted = await group.submit();
                    return submitted.error ? submitted : stripe[method]({elements: group, clientSecret, redirect: 'if_required'});
                }''', [method, make()['client_secret']])
                intent = answer.get('paymentIntent') or answer.get('setupIntent') or answer
                self.assertEqual('succeeded', intent.get('status'), answer)

    def test_forms_follow_a_changed_appearance_and_language(self):
        self.open()
        self.page.evaluate('''() => {
            window.group = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd'});
            group.create('payment').mount('#first');
        }''')
        form = frame(self.page, '#first')
        form.locator('[name=number]').fill('4242')
        self.page.evaluate('group.update({appearance: {theme: "night", labels: "floating"}})')
        expect(form.locator('.Labels--floating')).to_have_count(1)
        expect(form.locator('[name=number]')).to_have_value('4242')
        expect(form.locator('html')).to_have_css('color-scheme', 'dark')

"""loadStripe and React Stripe.js, as they were seen to call Stripe.js."""

from playwright.sync_api import expect

from browser import BrowserCase
from fields import frame, type_card

ELEMENTS = {
    'card': {},
    'cardNumber': {'showIcon': True},
    'cardExpiry': {},
    'cardCvc': {},
    'payment': {'layout': 'tabs'},
    'address': {'mode': 'shipping'},
    'linkAuthentication': {},
    'expressCheckout': {},
}


class WrapperTests(BrowserCase):
    def open(self, path='/app.html'):
        self.page.goto(self.app + path)

    def test_every_release_names_itself(self):
        for address, version in [
            ('/v3', 3), ('/v3/', 3), ('/v3/stripe.js', 3), ('/acacia/stripe.js', 'acacia'), ('/basil/stripe.js', 'basil'),
            ('/clover/stripe.js', 'clover'), ('/dahlia/stripe.js?advancedFraudSignals=false', 'dahlia'), ('/edelweiss/stripe.js', 'edelweiss'),
        ]:
            with self.subTest(address):
                self.open('/bare.html')
                self.page.add_script_tag(url=self.sandbox.address + address)
                self.assertEqual(version, self.page.evaluate('Stripe.version'))

    def test_load_stripe_takes_the_stripe_that_is_there(self):
        self.open()
        facts = self.page.evaluate('''async () => {
            const stripe = await loadStripe(9, 'pk_test_nestbox', {locale: 'en'});
            registerWithStripe(stripe);
            return [isStripe(stripe), 'then' in stripe, document.querySelectorAll('script').length];
        }''')
        self.assertEqual([True, False, 2], facts)

    def test_load_stripe_of_every_major_version_with_js_stripe_com_being_the_sandbox(self):
        def relay(route):
            url = route.request.url.replace('https://js.stripe.com', self.sandbox.address)
            route.fulfill(response=route.fetch(url=url))

        self.played_hosts = ('https://js.stripe.com/',)
        self.context.route('https://js.stripe.com/**', relay)
        for major in range(1, 10):
            with self.subTest(major):
                warnings = []
                self.page.on('console', lambda message: warnings.append(message.text))
                self.open('/bare.html')
                intent = self.sandbox.payment_intent()
                found = self.page.evaluate('''async ([major, secret]) => {
                    const stripe = await loadStripe(major, 'pk_test_nestbox');
                    const {paymentIntent, error} = await stripe.retrievePaymentIntent(secret);
                    return error || paymentIntent.id;
                }''', [major, intent['client_secret']])
                self.assertEqual(intent['id'], found)
                self.assertEqual([], warnings)

    def test_strict_mode_mounts_every_element_twice(self):
        for kind, options in ELEMENTS.items():
            with self.subTest(kind):
                self.open()
                self.page.evaluate('''async ([kind, options]) => {
                    const stripe = await loadStripe(9, 'pk_test_nestbox');
                    window.group = stripe.elements(
                        ['payment', 'address', 'linkAuthentication', 'expressCheckout'].includes(kind)
                            ? {mode: 'payment', amount: 2000, currency: 'usd'} : {});
                    window.strict = new StrictComponent(group, kind, options, document.getElementById('first'));
                }''', [kind, options])
                self.page.wait_for_function('strict.payloads("ready").length > 0')
                ready = self.page.evaluate('strict.payloads("ready")')
                self.assertEqual(1, len(ready))
                self.assertEqual(kind, ready[0]['elementType'])
                expect(self.page.locator('#first iframe')).to_have_count(1)
                self.assertTrue(self.page.evaluate('kind => group.getElement(kind) === strict.element', kind))
                self.assertTrue(self.page.evaluate('kind => group.getElement(component(kind)) === strict.element', kind))
                self.assertEqual(
                    f'Can only create one Element of type {kind}.',
                    self.page.evaluate('([kind, options]) => { try { group.create(kind, options) } catch (e) { return e.message } }', [kind, options]))
                self.page.evaluate('strict.rerender(); strict.setOptions({}); strict.unmount()')
                expect(self.page.locator('#first iframe')).to_have_count(0)
                expect(self.page.locator('#first')).to_have_class('')
                self.assertTrue(self.page.evaluate('kind => group.getElement(kind) === null', kind))
                self.page.evaluate('([kind, options]) => group.create(kind, options).mount("#first")', [kind, options])
                expect(self.page.locator('#first iframe')).to_have_count(1)

    def test_ready_reaches_listeners_that_come_after_mount(self):
        self.open()
        heard = self.page.evaluate('''async () => {
            const card = Stripe('pk_test_nestbox').elements().create('card');
            card.mount('#first');
            await Promise.resolve();
            return new Promise((resolve) => card.once('ready', resolve));
        }''')
        self.assertEqual({'elementType': 'card'}, heard)

    def test_focus_blur_escape_and_change_reach_the_app(self):
        self.open()
        self.page.evaluate('''() => {
            window.strict = new StrictComponent(
                Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd'}),
                'payment', {}, document.getElementById('first'));
        }''')
        type_card(self.page, '#first')
        self.page.keyboard.press('Escape')
        self.page.evaluate('strict.element.blur()')
        self.page.wait_for_function('["blur", "escape"].every((event) => strict.payloads(event).length > 0)')
        names = self.page.evaluate('strict.events.map(([name]) => name)')
        self.assertEqual(['ready', 'change', 'focus', 'change'], names[:4] if names[0] == 'ready' else names[1:5])
        self.assertEqual(
            {'elementType': 'payment', 'empty': False, 'complete': True, 'collapsed': False, 'value': {'type': 'card'}},
            self.page.evaluate('strict.payloads("change").at(-1)'))

    def test_groups_take_updates(self):
        self.open()
        self.page.evaluate('''async () => {
            window.group = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd'});
            window.payment = group.create('payment');
            payment.mount('#first');
            await new Promise((resolve) => payment.on('ready', resolve));
            window.ended = 0;
            group.on('update-end', () => { ended += 1; });
            await group.update({amount: 3000, appearance: {theme: 'night', variables: {colorText: 'rgb(1, 2, 3)'}}});
        }''')
        self.assertEqual(1, self.page.evaluate('ended'))
        expect(frame(self.page, '#first').locator('body')).to_have_css('color', 'rgb(1, 2, 3)')
        self.assertEqual({}, self.page.evaluate('group.fetchUpdates()'))

    def test_elements_that_the_sandbox_lacks_say_so_and_break_nothing(self):
        self.open()
        for kind in ['issuingCardPinDisplay', 'linkSignup', 'cart']:
            with self.subTest(kind):
                told = self.page.evaluate('''kind => new Promise((resolve) => {
                    window.group = Stripe('pk_test_nestbox').elements();
                    window.absent = group.create(kind, {});
                    absent.mount('#first');
                    absent.on('loaderror', resolve);
                })''', kind)
                self.assertEqual((kind, 'not_in_sandbox'), (told['elementType'], told['error']['code']))
                expect(frame(self.page, '#first').get_by_text('not in this sandbox')).to_be_visible()
                self.page.evaluate('absent.destroy()')
                self.assertIsNone(self.page.evaluate('kind => group.getElement(kind)', kind))

    def test_a_group_has_an_address_for_each_mode(self):
        self.open()
        found = self.page.evaluate('''() => {
            const group = Stripe('pk_test_nestbox').elements();
            const billing = group.create('address', {mode: 'billing'});
            const shipping = group.create('shippingAddress');
            const again = () => { try { group.create('address', {mode: 'shipping'}); return ''; } catch (error) { return error.message; } };
            const facts = [group.getElement('address', {mode: 'billing'}) === billing, group.getElement('shippingAddress') === shipping, again()];
            shipping.destroy();
            return [...facts, again()];
        }''')
        self.assertEqual([True, True, 'Can only create one Element of type address.', ''], found)

    def test_cards_are_told_of(self):
        self.open()
        self.page.evaluate('''() => {
            window.heard = [];
            const group = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd'});
            const hear = (kind, event, place) => {
                const made = group.create(kind);
                made.mount(place);
                made.on(event, (payload) => heard.push(payload));
            };
            hear('payment', 'carddetailschange', '#first');
            hear('card', 'networkschange', '#second');
        }''')
        frame(self.page, '#first').locator('[name=number]').fill('5105105105105100')
        frame(self.page, '#second').locator('[name=cardnumber]').fill('4242')
        self.assert_soon([
            {'elementType': 'payment', 'loading': True},
            {'elementType': 'payment', 'loading': False, 'details': {'brands': ['mastercard'], 'funding': 'prepaid'}},
            {'elementType': 'card', 'networks': ['visa']},
        ], lambda: self.page.evaluate('heard'))

    def test_the_wallet_can_be_left_out(self):
        for options, expected in [({}, {'available': True}), ({'paymentMethods': {'googlePay': 'never'}}, None)]:
            with self.subTest(options):
                self.open()
                told = self.page.evaluate('''async (options) => {
                    const express = Stripe('pk_test_nestbox').elements({mode: 'payment', amount: 2000, currency: 'usd'}).create('expressCheckout', options);
                    express.mount('#first');
                    const first = (event) => new Promise((resolve) => express.once(event, resolve));
                    const [ready, change] = await Promise.all([first('ready'), first('availablepaymentmethodschange')]);
                    return [ready.availablePaymentMethods, change.paymentMethods];
                }''', options)
                self.assertEqual(bool(expected), bool(told[0]))
                self.assertEqual(expected, told[1] and told[1]['googlePay'])
                expect(frame(self.page, '#first').get_by_role('button')).to_have_count(1 if expected else 0)

    def test_a_checkout_that_is_not_there_breaks_no_provider(self):
        self.open()
        found = self.page.evaluate('''async () => {
            const sdk = {...Stripe('pk_test_nestbox').initCheckoutElementsSdk({clientSecret: 'cs_test_missing_secret_x'})};
            sdk.on('change', () => {});
            sdk.createPaymentElement().mount('#first');
            const {type, error} = await sdk.loadActions();
            return [type, Object.keys(error)];
        }''')
        self.assertEqual(['error', ['message', 'code']], found)

    def test_what_is_out_of_scope_says_so(self):
        self.open()
        answers = self.page.evaluate('''async () => {
            const stripe = Stripe('pk_test_nestbox');
            return { identity: (await stripe.verifyIdentity('x')).error.code };
        }''')
        self.assertEqual({'identity': 'not_in_sandbox'}, answers)

    def test_mistakes_throw_at_once(self):
        self.open()
        mistakes = {
            'Stripe()': 'apiKey should be a string',
            'Stripe("")': 'You used an empty string',
            'Stripe("sk_test_nestbox")': 'secret key',
            'stripe.elements({clientSecret: "x"})': 'client secret of the form',
            'stripe.elements({mode: "payment", currency: "usd"})': 'amount should be an integer',
            'stripe.elements().create("payment")': 'clientSecret or mode',
            'stripe.elements().create("cards")': 'A valid Element name must be provided',
            'stripe.elements().create("card").mount("#nowhere")': 'applies to no DOM elements',
            'stripe.elements().create("card").mount(null)': 'Invalid DOM element',
            'stripe.confirmPayment({confirmParams: {return_url: "https://a.example"}})':
                'stripe.confirmPayment(): expected either `elements` or `clientSecret`, but got neither.',
            'stripe.confirmPayment({elements: deferred, clientSecret: secret, confirmParams: {return_url: "https://a.example"}})':
                'Invalid value for stripe.confirmPayment(): elements should have a mounted Payment Element or Express Checkout Element.',
            'stripe.confirmPayment({clientSecret: secret})': 'return_url',
            'stripe.confirmCardPayment("seti_1_secret_2")': 'secret of a PaymentIntent',
            'stripe.confirmCardPayment(secret, {payment_method: {card: stripe.elements().create("card")}})': 'still mounted',
            'stripe.createPaymentMethod({})': 'type should be a string',
            'stripe.confirmPayment({elements: unasking, confirmParams: {return_url: "https://a.example"}})':
                'You specified "never" for fields.billing_details.name',
            '(() => { const card = stripe.elements().create("card"); card.destroy(); card.mount("#first"); })()': 'already been destroyed',
        }
        for code, message in mistakes.items():
            with self.subTest(code):
                found = self.page.evaluate('''(code) => {
                    const stripe = Stripe('pk_test_nestbox');
                    const secret = 'pi_123_secret_456';
                    const deferred = stripe.elements({mode: 'payment', amount: 100, currency: 'usd'});
                    const unasking = stripe.elements({clientSecret: secret});
                    if (code.includes('unasking')) unasking.create('payment', {fields: {billingDetails: 'never'}}).mount('#second');
                    try {
                        new Function('stripe', 'secret', 'deferred', 'unasking', code.startsWith('(') ? code : `return ${code}`)(
                            stripe, secret, deferred, unasking);
                    } catch (error) {
                        return [error.name, error.message];
                    }
                    return ['', 'nothing was thrown'];
                }''', code)
                self.assertEqual('IntegrationError', found[0], found[1])
                self.assertIn(message, found[1])
                if 'unasking' in code:
                    # The Element that was mounted for it belongs to no intent of the sandbox, and says so when it likes.
                    self.assert_soon(True, lambda: any('No such payment_intent' in problem for problem in self.problems))
                    self.problems.clear()

"""What the forms say while somebody types."""

from playwright.sync_api import expect

from browser import BrowserCase
from fields import frame, type_card


class FieldCase(BrowserCase):
    def mount(self, kind, options=None, group=None):
        self.page.goto(self.app)
        self.page.evaluate('''([kind, options, group]) => {
            window.group = Stripe('pk_test_nestbox').elements(group);
            window.element = window.group.create(kind, options);
            element.mount('#first');
            window.changes = [];
            element.on('change', (change) => changes.push(change));
            return new Promise((resolve) => element.on('ready', resolve));
        }''', [kind, options or {}, group or {}])
        return frame(self.page, '#first')

    def payment(self, options=None, **group):
        return self.mount('payment', options, {'mode': 'payment', 'amount': 2000, 'currency': 'usd', **group})

    def assert_change(self, **expected):
        """The latest change told the app this."""
        self.assert_soon(expected, lambda: {
            name: value for name, value in (self.page.evaluate('changes.at(-1)') or {}).items() if name in expected})


class FieldTests(FieldCase):
    def test_card_numbers_are_grouped_and_their_brand_known(self):
        for typed, shown, brand in [
            ('4242424242424242', '4242 4242 4242 4242', 'visa'), ('5555555555554444', '5555 5555 5555 4444', 'mastercard'),
            ('2223003122003222', '2223 0031 2200 3222', 'mastercard'), ('378282246310005', '3782 822463 10005', 'amex'),
            ('36227206271667', '3622 720627 1667', 'diners'), ('6011111111111117', '6011 1111 1111 1117', 'discover'),
            ('3566002020360505', '3566 0020 2036 0505', 'jcb'), ('6205500000000000004', '6205 5000 0000 0000 004', 'unionpay'),
        ]:
            with self.subTest(brand):
                card = self.mount('card')
                card.locator('[name=cardnumber]').press_sequentially(typed)
                expect(card.locator('[name=cardnumber]')).to_have_value(shown)
                self.assert_change(brand=brand, error=None)
                expect(card.locator('[name=exp-date]')).to_be_focused()

    def test_mistakes_have_their_codes_and_messages(self):
        for field, typed, code, message in [
            ('cardnumber', '4242424242424241', 'invalid_number', 'Your card number is invalid.'),
            ('cardnumber', '4242', 'incomplete_number', 'Your card number is incomplete.'),
            ('exp-date', '12/2', 'incomplete_expiry', "Your card's expiration date is incomplete."),
            ('exp-date', '12/20', 'invalid_expiry_year_past', "Your card's expiration year is in the past."),
            ('exp-date', '12/99', 'invalid_expiry_year', "Your card's expiration year is invalid."),
            ('cvc', '12', 'incomplete_cvc', "Your card's security code is incomplete."),
            ('postal', '123', 'incomplete_zip', 'Your postal code is incomplete.'),
        ]:
            with self.subTest(typed):
                card = self.mount('card')
                card.locator(f'[name={field}]').press_sequentially(typed)
                self.page.evaluate('element.blur()')
                self.assert_change(error={'type': 'validation_error', 'code': code, 'message': message})
                expect(card.locator(f'[name={field}]')).to_have_attribute('aria-invalid', 'true')
                expect(card.locator('[role=alert]').filter(has_text=message)).to_have_count(1)
                expect(self.page.locator('#first')).to_contain_class('StripeElement--invalid')

    def test_a_month_of_this_year_may_be_past(self):
        card = self.mount('card')
        self.page.clock.set_fixed_time('2031-06-15T12:00:00')
        card.locator('[name=exp-date]').press_sequentially('0531')
        self.assert_change(error={
            'type': 'validation_error', 'code': 'invalid_expiry_month_past',
            'message': "Your card's expiration date is in the past."})

    def test_expiry_dates_complete_themselves(self):
        for typed, shown in [('1234', '12 / 34'), ('534', '05 / 34'), ('1/34', '01 / 34'), ('1334', '01 / 33'), ('0', '0'), ('00', '0')]:
            with self.subTest(typed):
                card = self.mount('card')
                card.locator('[name=exp-date]').press_sequentially(typed)
                expect(card.locator('[name=exp-date]')).to_have_value(shown)

    def test_deleting_goes_through_slashes_and_spaces_and_back_a_field(self):
        card = self.mount('card')
        type_card(self.page, '#first', postal='')
        for _ in range(4 + 7):
            self.page.keyboard.press('Backspace')
        expect(card.locator('[name=cvc]')).to_have_value('')
        expect(card.locator('[name=exp-date]')).to_have_value('')
        self.page.keyboard.press('Backspace')
        expect(card.locator('[name=cardnumber]')).to_be_focused()

    def test_typing_in_the_middle_keeps_the_caret_there(self):
        card = self.mount('card')
        number = card.locator('[name=cardnumber]')
        number.press_sequentially('424242424242424')
        for _ in range(9):
            self.page.keyboard.press('ArrowLeft')
        self.page.keyboard.press('7')
        expect(number).to_have_value('4242 4242 7424 2424')
        expect(number).to_have_js_property('selectionStart', 11)

    def test_pasted_text_is_put_in_order(self):
        card = self.mount('card')
        card.locator('[name=cardnumber]').fill('4242-4242-4242-4242')
        card.locator('[name=exp-date]').fill('12/2034')
        card.locator('[name=cvc]').fill('12345')
        expect(card.locator('[name=cardnumber]')).to_have_value('4242 4242 4242 4242')
        expect(card.locator('[name=exp-date]')).to_have_value('12 / 34')
        expect(card.locator('[name=cvc]')).to_have_value('123')

    def test_what_is_wrong_is_red_whatever_the_app_says_of_the_rest(self):
        card = self.mount('card', {'style': {'base': {'color': 'rgb(10, 20, 30)'}}})
        card.locator('[name=exp-date]').fill('12/20')
        expect(card.locator('[name=exp-date]')).to_have_css('color', 'rgb(192, 18, 60)')
        expect(card.locator('[name=cvc]')).to_have_css('color', 'rgb(10, 20, 30)')

    def test_the_container_carries_the_state(self):
        self.mount('card', {'classes': {'complete': 'finished'}})
        container = self.page.locator('#first')
        expect(container).to_have_class('StripeElement StripeElement--empty')
        type_card(self.page, '#first')
        self.assert_soon({'StripeElement', 'finished', 'StripeElement--focus'}, lambda: set(container.get_attribute('class').split()))

    def test_a_label_of_the_page_puts_the_caret_in(self):
        card = self.mount('card')
        self.page.get_by_text('Card', exact=True).click()
        expect(card.locator('[name=cardnumber]')).to_be_focused()

    def test_enter_submits_the_form_around(self):
        card = self.mount('card')
        self.page.evaluate('document.forms[0].addEventListener("submit", (e) => { e.preventDefault(); window.submitted = true; })')
        card.locator('[name=cardnumber]').press('Enter')
        self.page.wait_for_function('window.submitted')

    def test_clear_focus_and_update(self):
        card = self.mount('card', {'hidePostalCode': True})
        expect(card.locator('[name=postal]')).to_have_count(0)
        type_card(self.page, '#first')
        self.assert_change(complete=True)
        self.page.evaluate('element.clear().focus()')
        expect(card.locator('[name=cardnumber]')).to_have_value('')
        expect(card.locator('[name=cardnumber]')).to_be_focused()
        self.page.evaluate('''element.update({hidePostalCode: false, value: {postalCode: '94107'},
            style: {base: {color: 'rgb(10, 20, 30)'}}, disabled: true})''')
        expect(card.locator('[name=postal]')).to_have_value('94107')
        expect(card.locator('[name=postal]')).to_be_disabled()
        expect(card.locator('[name=postal]')).to_have_css('color', 'rgb(10, 20, 30)')

    def test_the_sandbox_menu_fills_in_test_cards(self):
        for kind, number in [('card', 'cardnumber'), ('payment', 'number')]:
            with self.subTest(kind):
                form = self.payment() if kind == 'payment' else self.mount('card')
                form.get_by_label('Sandbox test cards').select_option('371449635398431')
                expect(form.locator(f'[name={number}]')).to_have_value('3714 496353 98431')
                expect(form.locator('[name=cvc]')).to_have_value('1234')
                self.assert_change(complete=True)

    def test_the_sandbox_menu_can_be_turned_off(self):
        self.page.goto(self.app + '/bare.html')
        self.page.add_script_tag(url=self.sandbox.address + '/v3?test-cards=off')
        self.page.evaluate('Stripe("pk_test_nestbox").elements().create("card").mount("#first")')
        frame(self.page, '#first').locator('[name=cardnumber]').wait_for()
        expect(frame(self.page, '#first').locator('select')).to_have_count(0)

    def test_the_menu_goes_with_stripes_own_assistant(self):
        self.page.goto(self.app)
        self.page.evaluate('''() => {
            const stripe = Stripe('pk_test_nestbox', {developerTools: {assistant: {enabled: false}}});
            stripe.elements().create('card').mount('#first');
        }''')
        frame(self.page, '#first').locator('[name=cardnumber]').wait_for()
        expect(frame(self.page, '#first').locator('select')).to_have_count(0)

    def test_split_elements_work_as_one_card(self):
        self.mount('cardNumber', {'showIcon': True})
        self.page.evaluate('''() => {
            window.expiry = group.create('cardExpiry'); expiry.mount('#second');
            window.cvc = group.create('cardCvc', {placeholder: 'Code'}); cvc.mount('#third');
        }''')
        frame(self.page, '#first').locator('[name=cardnumber]').fill('371449635398431')
        frame(self.page, '#second').locator('[name=exp-date]').fill('1234')
        frame(self.page, '#third').get_by_placeholder('Code').fill('1234')
        self.assert_change(brand='amex')
        answer = self.page.evaluate('Stripe("pk_test_nestbox").createPaymentMethod({type: "card", card: element})')
        self.assertEqual('8431', answer['paymentMethod']['card']['last4'])

    def test_the_payment_element_labels_everything(self):
        form = self.payment()
        for label in ['Card number', 'Expiration date', 'Security code', 'Country', 'ZIP code']:
            expect(form.get_by_label(label, exact=True)).to_have_count(1)
        form.get_by_label('Country').select_option('GB')
        form.get_by_label('Postal code').fill('SW1A 1AA')
        form.get_by_label('Country').select_option('DE')
        expect(form.get_by_label('Postal code')).to_have_count(0)

    def test_submit_shows_what_is_missing(self):
        form = self.payment()
        self.assertEqual(
            {'error': {'type': 'validation_error', 'code': 'incomplete_number', 'message': 'Your card number is incomplete.'}},
            self.page.evaluate('group.submit()'))
        expect(form.locator('[role=alert]:not(:empty)')).to_have_count(4)
        expect(form.locator('[name=number]')).to_be_focused()
        type_card(self.page, '#first')
        self.assertEqual({'selectedPaymentMethod': 'card'}, self.page.evaluate('group.submit()'))

    def test_billing_fields_can_be_left_to_the_app(self):
        form = self.payment({'fields': {'billingDetails': {'address': {'country': 'never', 'postalCode': 'never'}}}})
        expect(form.locator('[name=number]')).to_be_visible()
        expect(form.locator('[name=country], [name=postalCode]')).to_have_count(0)

    def test_an_accordion_opens_and_collapses(self):
        form = self.payment({'layout': {'type': 'accordion', 'defaultCollapsed': True}})
        expect(form.locator('[name=number]')).to_be_hidden()
        self.assert_change(collapsed=True)
        form.get_by_role('button', name='Card').click()
        expect(form.locator('[name=number]')).to_be_visible()
        self.page.evaluate('element.collapse()')
        self.assertEqual('incomplete_payment_details', self.page.evaluate('group.submit()')['error']['code'])

    def test_appearance_reaches_the_form(self):
        form = self.payment({'layout': 'tabs'}, appearance={
            'theme': 'flat', 'labels': 'floating', 'variables': {'colorPrimary': '#ff0000', 'borderRadius': '9px'},
            'rules': {'.Label': {'fontWeight': '700'}, '.Tab--selected': {'color': 'var(--colorPrimary)'}, 'body': {'display': 'none'}}})
        expect(form.locator('[name=number]')).to_have_css('border-radius', '9px')
        expect(form.locator('.Label').first).to_have_css('font-weight', '700')
        expect(form.get_by_role('tab')).to_have_css('color', 'rgb(255, 0, 0)')
        expect(form.locator('[name=number]')).to_be_visible()

    def test_right_to_left(self):
        form = self.payment(locale='ar')
        expect(form.locator('html')).to_have_attribute('dir', 'rtl')
        expect(form.locator('[name=number]')).to_have_css('direction', 'ltr')
        self.screenshot('payment-rtl')

    def test_saved_cards_bring_their_terms(self):
        form = self.payment({'business': {'name': 'Nest Goods'}}, setupFutureUsage='off_session')
        expect(form.locator('.TermsText')).to_contain_text('you allow Nest Goods to charge your card')

    def test_terms_come_with_an_update_and_leave_the_caret_where_it_is(self):
        form = self.payment()
        form.locator('[name=number]').press_sequentially('4242')
        self.page.evaluate('group.update({setupFutureUsage: "off_session"})')
        expect(form.locator('.TermsText')).to_be_visible()
        expect(form.locator('[name=number]')).to_be_focused()
        expect(form.locator('[name=number]')).to_have_value('4242')

    def test_an_intent_that_changed_brings_its_terms(self):
        intent = self.sandbox.payment_intent()
        form = self.mount('payment', {}, {'clientSecret': intent['client_secret']})
        self.sandbox.stripe('POST', f'/v1/payment_intents/{intent["id"]}', {'setup_future_usage': 'off_session'})
        self.assertEqual({}, self.page.evaluate('group.fetchUpdates()'))
        expect(form.locator('.TermsText')).to_be_visible()

    def test_deleting_in_an_address_stays_in_its_field(self):
        form = self.mount('address', {'mode': 'billing'})
        form.get_by_label('City').press('Backspace')
        expect(form.get_by_label('City')).to_be_focused()

    def test_addresses_follow_their_country(self):
        form = self.mount('address', {'mode': 'shipping', 'fields': {'phone': 'always'}, 'display': {'name': 'split'},
                                      'defaultValues': {'name': 'Jenny Rosen', 'address': {'country': 'US'}}})
        expect(form.get_by_label('Last name')).to_have_value('Rosen')
        form.get_by_label('Address line 1').fill('1 Nest Lane')
        form.get_by_label('City').fill('San Francisco')
        form.get_by_label('State').select_option('CA')
        form.get_by_label('ZIP code').fill('94111')
        form.get_by_label('Phone number').fill('+14155550123')
        value = self.page.evaluate('element.getValue()')
        self.assertTrue(value['complete'])
        self.assertEqual(
            {'line1': '1 Nest Lane', 'line2': None, 'city': 'San Francisco', 'country': 'US', 'state': 'CA', 'postal_code': '94111'},
            value['value']['address'])
        form.get_by_label('Country or region').select_option('AE')
        expect(form.get_by_label('Emirate')).to_have_count(1)
        expect(form.locator('[name=postalCode]')).to_have_count(0)
        self.assert_change(complete=False)

    def test_link_authentication_takes_an_email(self):
        form = self.mount('linkAuthentication')
        form.get_by_label('Email').fill('jenny@')
        self.assert_change(complete=False)
        form.get_by_label('Email').fill('jenny@example.com')
        self.assert_change(complete=True, value={'email': 'jenny@example.com'})


class NarrowFieldTests(FieldCase):
    """On a telephone."""
    viewport = {'width': 390, 'height': 844}

    def test_every_form_fits(self):
        for kind, options in [
            ('payment', {'layout': 'tabs'}), ('payment', {'layout': 'accordion'}), ('address', {'mode': 'shipping', 'fields': {'phone': 'always'}}),
            ('linkAuthentication', {}), ('expressCheckout', {}), ('card', {}),
        ]:
            with self.subTest(kind):
                form = self.mount(kind, options, {'mode': 'payment', 'amount': 2000, 'currency': 'usd'})
                wider = 'html => html.scrollWidth - html.clientWidth'
                self.assertLessEqual(form.locator('html').evaluate(wider), 0)
                self.assertLessEqual(self.page.locator('html').evaluate(wider), 0)

    def test_a_finished_number_makes_room_for_the_rest(self):
        card = self.mount('card')
        type_card(self.page, '#first', postal='')
        expect(card.locator('.LastFour')).to_have_text('4242')
        card.locator('.LastFour').click()
        expect(card.locator('[name=cardnumber]')).to_be_focused()

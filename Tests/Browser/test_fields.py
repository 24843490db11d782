"""What the forms say while somebody types."""

from browser import BrowserCase
from fields import frame, type_card


class FieldTests(BrowserCase):
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

    def last_change(self):
        return self.page.evaluate('changes.at(-1)')

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
                self.assertEqual(shown, card.locator('[name=cardnumber]').input_value())
                self.assertEqual(brand, self.last_change()['brand'])
                self.assertIsNone(self.last_change()['error'])
                self.assertEqual('exp-date', card.locator('input:focus').get_attribute('name'))

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
                self.page.wait_for_function('changes.at(-1).error')
                self.assertEqual({'type': 'validation_error', 'code': code, 'message': message}, self.last_change()['error'])
                self.assertEqual('true', card.locator(f'[name={field}]').get_attribute('aria-invalid'))
                self.assertIn(message, card.locator('[role=alert]').all_inner_texts())
                self.assertIn('StripeElement--invalid', self.page.locator('#first').get_attribute('class'))

    def test_a_month_of_this_year_may_be_past(self):
        card = self.mount('card')
        self.page.clock.set_fixed_time('2031-06-15T12:00:00')
        card.locator('[name=exp-date]').press_sequentially('0531')
        self.assertEqual('invalid_expiry_month_past', self.last_change()['error']['code'])

    def test_expiry_dates_complete_themselves(self):
        for typed, shown in [('1234', '12 / 34'), ('534', '05 / 34'), ('1/34', '01 / 34'), ('1334', '01 / 33'), ('0', '0'), ('00', '0')]:
            with self.subTest(typed):
                card = self.mount('card')
                card.locator('[name=exp-date]').press_sequentially(typed)
                self.assertEqual(shown, card.locator('[name=exp-date]').input_value())

    def test_deleting_goes_through_slashes_and_spaces_and_back_a_field(self):
        card = self.mount('card')
        type_card(self.page, '#first', postal='')
        for _ in range(4 + 7):
            self.page.keyboard.press('Backspace')
        self.assertEqual('', card.locator('[name=cvc]').input_value())
        self.assertEqual('', card.locator('[name=exp-date]').input_value())
        self.page.keyboard.press('Backspace')
        self.assertEqual('cardnumber', card.locator('input:focus').get_attribute('name'))

    def test_typing_in_the_middle_keeps_the_caret_there(self):
        card = self.mount('card')
        number = card.locator('[name=cardnumber]')
        number.press_sequentially('424242424242424')
        for _ in range(9):
            self.page.keyboard.press('ArrowLeft')
        self.page.keyboard.press('7')
        self.assertEqual('4242 4242 7424 2424', number.input_value())
        self.assertEqual(11, number.evaluate('input => input.selectionStart'))

    def test_pasted_text_is_put_in_order(self):
        card = self.mount('card')
        card.locator('[name=cardnumber]').fill('4242-4242-4242-4242')
        card.locator('[name=exp-date]').fill('12/2034')
        card.locator('[name=cvc]').fill('12345')
        self.assertEqual('4242 4242 4242 4242', card.locator('[name=cardnumber]').input_value())
        self.assertEqual('12 / 34', card.locator('[name=exp-date]').input_value())
        self.assertEqual('123', card.locator('[name=cvc]').input_value())

    def test_the_container_carries_the_state(self):
        self.mount('card', {'classes': {'complete': 'finished'}})
        container = self.page.locator('#first')
        self.assertEqual('StripeElement StripeElement--empty', container.get_attribute('class'))
        type_card(self.page, '#first')
        self.assertEqual({'StripeElement', 'finished', 'StripeElement--focus'}, set(container.get_attribute('class').split()))

    def test_a_label_of_the_page_puts_the_caret_in(self):
        card = self.mount('card')
        self.page.get_by_text('Card', exact=True).click()
        self.assertEqual('cardnumber', card.locator('input:focus').get_attribute('name'))

    def test_enter_submits_the_form_around(self):
        card = self.mount('card')
        self.page.evaluate('document.forms[0].addEventListener("submit", (e) => { e.preventDefault(); window.submitted = true; })')
        card.locator('[name=cardnumber]').press('Enter')
        self.assertTrue(self.page.evaluate('submitted'))

    def test_clear_focus_and_update(self):
        card = self.mount('card', {'hidePostalCode': True})
        self.assertEqual(0, card.locator('[name=postal]').count())
        type_card(self.page, '#first')
        self.assertTrue(self.last_change()['complete'])
        self.page.evaluate('element.clear().focus()')
        self.assertEqual('', card.locator('[name=cardnumber]').input_value())
        self.assertEqual('cardnumber', card.locator('input:focus').get_attribute('name'))
        self.page.evaluate('''element.update({hidePostalCode: false, value: {postalCode: '94107'},
            style: {base: {color: 'rgb(10, 20, 30)'}}, disabled: true})''')
        self.assertEqual('94107', card.locator('[name=postal]').input_value())
        self.assertTrue(card.locator('[name=postal]').is_disabled())
        self.assertEqual('rgb(10, 20, 30)', card.locator('[name=postal]').evaluate('input => getComputedStyle(input).color'))

    def test_the_sandbox_menu_fills_in_test_cards(self):
        for kind, number in [('card', 'cardnumber'), ('payment', 'number')]:
            with self.subTest(kind):
                form = self.payment() if kind == 'payment' else self.mount('card')
                form.get_by_label('Sandbox test cards').select_option('371449635398431')
                self.assertEqual('3714 496353 98431', form.locator(f'[name={number}]').input_value())
                self.assertEqual('1234', form.locator('[name=cvc]').input_value())
                self.assertTrue(self.last_change()['complete'])

    def test_the_sandbox_menu_can_be_turned_off(self):
        self.page.goto(self.app + '/bare.html')
        self.page.add_script_tag(url=self.sandbox.address + '/v3?test-cards=off')
        self.page.evaluate('Stripe("pk_test_nestbox").elements().create("card").mount("#first")')
        frame(self.page, '#first').locator('[name=cardnumber]').wait_for()
        self.assertEqual(0, frame(self.page, '#first').locator('select').count())

    def test_split_elements_work_as_one_card(self):
        self.mount('cardNumber', {'showIcon': True})
        self.page.evaluate('''() => {
            window.expiry = group.create('cardExpiry'); expiry.mount('#second');
            window.cvc = group.create('cardCvc', {placeholder: 'Code'}); cvc.mount('#third');
        }''')
        frame(self.page, '#first').locator('[name=cardnumber]').fill('371449635398431')
        frame(self.page, '#second').locator('[name=exp-date]').fill('1234')
        frame(self.page, '#third').get_by_placeholder('Code').fill('1234')
        self.assertEqual('amex', self.last_change()['brand'])
        answer = self.page.evaluate('Stripe("pk_test_nestbox").createPaymentMethod({type: "card", card: element})')
        self.assertEqual('8431', answer['paymentMethod']['card']['last4'])

    def test_the_payment_element_labels_everything(self):
        form = self.payment()
        for label in ['Card number', 'Expiration date', 'Security code', 'Country', 'ZIP code']:
            self.assertEqual(1, form.get_by_label(label, exact=True).count(), label)
        form.get_by_label('Country').select_option('GB')
        form.get_by_label('Postal code').fill('SW1A 1AA')
        form.get_by_label('Country').select_option('DE')
        self.assertEqual(0, form.get_by_label('Postal code').count())

    def test_submit_shows_what_is_missing(self):
        form = self.payment()
        self.assertEqual(
            {'error': {'type': 'validation_error', 'code': 'incomplete_number', 'message': 'Your card number is incomplete.'}},
            self.page.evaluate('group.submit()'))
        self.assertEqual(4, len([text for text in form.locator('[role=alert]').all_inner_texts() if text]))
        self.assertEqual('number', form.locator('input:focus').get_attribute('name'))
        type_card(self.page, '#first')
        self.assertEqual({'selectedPaymentMethod': 'card'}, self.page.evaluate('group.submit()'))

    def test_billing_fields_can_be_left_to_the_app(self):
        form = self.payment({'fields': {'billingDetails': {'address': {'country': 'never', 'postalCode': 'never'}}}})
        self.assertEqual(0, form.locator('[name=country]').count())
        self.assertEqual(0, form.locator('[name=postalCode]').count())

    def test_an_accordion_opens_and_collapses(self):
        form = self.payment({'layout': {'type': 'accordion', 'defaultCollapsed': True}})
        self.assertFalse(form.locator('[name=number]').is_visible())
        self.assertTrue(self.last_change()['collapsed'])
        form.get_by_role('button', name='Card').click()
        self.assertTrue(form.locator('[name=number]').is_visible())
        self.page.evaluate('element.collapse()')
        self.assertEqual('incomplete_payment_details', self.page.evaluate('group.submit()')['error']['code'])

    def test_appearance_reaches_the_form(self):
        form = self.payment({'layout': 'tabs'}, appearance={
            'theme': 'flat', 'labels': 'floating', 'variables': {'colorPrimary': '#ff0000', 'borderRadius': '9px'},
            'rules': {'.Label': {'fontWeight': '700'}, '.Tab--selected': {'color': 'var(--colorPrimary)'}, 'body': {'display': 'none'}}})
        style = 'node => { const s = getComputedStyle(node); return [s.borderRadius, s.fontWeight, s.color] }'
        self.assertEqual('9px', form.locator('[name=number]').evaluate(style)[0])
        self.assertEqual('700', form.locator('.Label').first.evaluate(style)[1])
        self.assertEqual('rgb(255, 0, 0)', form.get_by_role('tab').evaluate(style)[2])
        self.assertTrue(form.locator('[name=number]').is_visible())

    def test_right_to_left(self):
        form = self.payment(locale='ar')
        self.assertEqual('rtl', form.locator('html').get_attribute('dir'))
        number = form.locator('[name=number]')
        self.assertEqual('ltr', number.evaluate('input => getComputedStyle(input).direction'))
        self.screenshot('payment-rtl')

    def test_saved_cards_bring_their_terms(self):
        form = self.payment({'business': {'name': 'Nest Goods'}}, setupFutureUsage='off_session')
        self.assertIn('you allow Nest Goods to charge your card', form.locator('.TermsText').inner_text())

    def test_addresses_follow_their_country(self):
        form = self.mount('address', {'mode': 'shipping', 'fields': {'phone': 'always'}, 'display': {'name': 'split'},
                                                                    'defaultValues': {'name': 'Jenny Rosen', 'address': {'country': 'US'}}})
        self.assertEqual('Rosen', form.get_by_label('Last name').input_value())
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
        self.assertEqual(1, form.get_by_label('Emirate').count())
        self.assertEqual(0, form.locator('[name=postalCode]').count())
        self.assertFalse(self.last_change()['complete'])

    def test_link_authentication_takes_an_email(self):
        form = self.mount('linkAuthentication')
        form.get_by_label('Email').fill('jenny@')
        self.assertFalse(self.last_change()['complete'])
        form.get_by_label('Email').fill('jenny@example.com')
        self.assertEqual({'email': 'jenny@example.com'}, self.last_change()['value'])
        self.assertTrue(self.last_change()['complete'])


class NarrowFieldTests(FieldTests):
    """The same on a telephone."""
    viewport = {'width': 390, 'height': 844}

    def test_a_finished_number_makes_room_for_the_rest(self):
        card = self.mount('card')
        type_card(self.page, '#first', postal='')
        self.assertEqual('4242', card.locator('.LastFour').inner_text())
        card.locator('.LastFour').click()
        self.assertEqual('cardnumber', card.locator('input:focus').get_attribute('name'))

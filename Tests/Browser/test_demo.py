"""The demo shop: Nest Payments, Stripe.js and Stripe, seen from the front."""

import itertools

from playwright.sync_api import expect

from browser import BrowserCase
from fields import challenge, complete_challenge, fail_challenge, frame
from test_checkout import card

numbers = itertools.count(1)


class DemoCase(BrowserCase):
    def setUp(self):
        super().setUp()
        self.name = f'demo-{next(numbers)}'
        self.page.goto(f'{self.sandbox.address}/s/{self.name}/demo')

    def enter(self):
        self.page.get_by_role('button', name='Continue to payment').click()
        self.form.get_by_label('Card number').wait_for()

    @property
    def form(self):
        return frame(self.page, '#stage')

    def choose(self, number):
        self.form.get_by_label('Sandbox test cards').select_option(number)

    def pay(self):
        self.page.get_by_role('button', name='Pay $20.00').click()

    def thanks(self):
        self.page.get_by_role('heading', name='Thank you').wait_for()

    def payments(self):
        return self.sandbox.stripe('GET', '/v1/payment_intents', key=f'sk_test_{self.name}')['data']

    def screenshots(self, name):
        self.screenshot(f'demo-{name}-{self.viewport["width"]}-{self.color_scheme}')
        overflow = self.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        self.assertLessEqual(overflow, 0)


class StoryTests(DemoCase):
    def test_every_step_fits_the_screen(self):
        self.screenshots('entrance')
        self.enter()
        self.screenshots('checkout')
        self.pay()
        self.page.get_by_role('alert').get_by_text('Your card number is incomplete.').wait_for()
        self.screenshots('incomplete')
        self.choose('4000000000009995')
        self.pay()
        self.page.get_by_role('alert').get_by_text('Your card has insufficient funds.').wait_for()
        self.screenshots('declined')
        self.choose('4000002760003184')
        self.pay()
        challenge(self.page).get_by_text('$20.00').wait_for()
        self.screenshots('challenge')
        complete_challenge(self.page)
        self.thanks()
        self.screenshots('thanks')


class DarkStoryTests(StoryTests):
    color_scheme = 'dark'


class NarrowStoryTests(StoryTests):
    viewport = {'width': 390, 'height': 844}


class NarrowDarkStoryTests(StoryTests):
    viewport = {'width': 390, 'height': 844}
    color_scheme = 'dark'


class DemoTests(DemoCase):
    def test_somebody_registers_pays_and_sees_it(self):
        self.enter()
        self.choose('4242424242424242')
        self.pay()
        self.thanks()
        self.page.locator('.history').get_by_text('Succeeded').wait_for()
        for call in ['/user/register', '/payment', '/confirm']:
            expect(self.page.locator('#calls li').filter(has_text=call).first).to_be_visible()
        payment = self.payments()[0]
        self.assertEqual('succeeded', payment['status'])
        self.page.get_by_role('button', name='Buy another').click()
        self.form.get_by_label('Card number').wait_for()
        self.assertEqual(2, len(self.payments()))

    def test_a_decline_is_told_in_place(self):
        self.enter()
        self.choose('4000000000009995')
        self.pay()
        self.page.get_by_role('alert').get_by_text('Your card has insufficient funds.').wait_for()
        self.choose('4242424242424242')
        self.pay()
        self.thanks()
        self.assertEqual(1, len(self.payments()))

    def test_an_unfinished_form_is_not_sent(self):
        self.enter()
        self.pay()
        self.page.get_by_role('alert').get_by_text('Your card number is incomplete.').wait_for()
        self.assertEqual('requires_payment_method', self.payments()[0]['status'])

    def test_a_challenge_is_completed(self):
        self.enter()
        self.choose('4000002760003184')
        self.pay()
        complete_challenge(self.page)
        self.thanks()

    def test_a_challenge_fails(self):
        self.enter()
        self.choose('4000002760003184')
        self.pay()
        fail_challenge(self.page)
        self.page.get_by_role('alert').get_by_text('We are unable to authenticate your payment method.').wait_for()
        self.choose('4242424242424242')
        self.pay()
        self.thanks()

    def test_the_customer_comes_back_by_a_redirect(self):
        self.enter()
        self.choose('4000002760003184')
        self.page.get_by_label('Come back by a redirect').check()
        self.pay()
        complete_challenge(self.page)
        self.thanks()
        self.page.locator('.history').get_by_text('Succeeded').wait_for()
        self.assertNotIn('client_secret', self.page.url)

    def test_a_reload_mid_way_finds_the_payment_again(self):
        self.enter()
        self.page.reload()
        self.choose('4000002760003184')
        self.pay()
        challenge(self.page).get_by_role('button', name='Complete').wait_for()
        self.page.reload()
        self.choose('4242424242424242')
        self.pay()
        self.thanks()
        self.page.reload()
        self.form.get_by_label('Card number').wait_for()
        self.page.locator('.history').get_by_text('Succeeded').wait_for()
        self.assertEqual(['requires_payment_method', 'succeeded'], [each['status'] for each in self.payments()])

    def test_a_known_customer_signs_in_and_out(self):
        email = self.page.get_by_label('Email').input_value()
        self.enter()
        self.page.get_by_role('button', name='Sign out').click()
        self.page.get_by_label('Email').fill(email)
        self.enter()
        self.page.get_by_role('button', name='Sign out').click()
        self.page.get_by_label('Email').fill(email)
        self.page.get_by_label('Password').fill('a wrong password')
        self.page.get_by_role('button', name='Continue to payment').click()
        self.page.get_by_role('alert').get_by_text('Unauthorized').wait_for()
        self.page.get_by_label('Email').fill('nobody')

    def test_a_reset_sandbox_asks_again_who_it_is(self):
        self.enter()
        self.sandbox.control('POST', '/_sandbox/reset', {}, f'sk_test_{self.name}')
        self.page.reload()
        self.page.get_by_role('button', name='Continue to payment').wait_for()


class OtherWayTests(DemoCase):
    """The same box by Checkout."""

    def fill(self, page):
        page.locator('#email').fill('jenny@example.com')
        card(page)
        page.get_by_test_id('hosted-payment-submit-button').click()

    def sessions(self):
        return self.sandbox.stripe('GET', '/v1/checkout/sessions', key=f'sk_test_{self.name}')['data']

    def test_the_hosted_page_leads_back_to_the_shop(self):
        for button, mode in {'checkout-hosted': 'payment', 'checkout-subscribe': 'subscription'}.items():
            with self.subTest(button):
                self.page.goto(f'{self.sandbox.address}/s/{self.name}/demo')
                if self.page.get_by_role('button', name='Continue to payment').is_visible():
                    self.enter()
                self.page.get_by_test_id(button).click()
                self.fill(self.page)
                self.thanks()
                self.assertEqual((mode, 'paid'), (self.sessions()[0]['mode'], self.sessions()[0]['payment_status']))

    def test_the_embedded_page_stays_in_the_shop(self):
        self.enter()
        self.page.get_by_test_id('checkout-embedded').click()
        self.fill(self.page.frame_locator('iframe[name="embedded-checkout"]'))
        self.thanks()
        self.assertEqual('complete', self.sessions()[0]['status'])

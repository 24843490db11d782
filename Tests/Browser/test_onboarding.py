"""The page on which the owner of a connected account tells what Stripe has to know."""

from playwright.sync_api import expect

from browser import BrowserCase


class OnboardingTests(BrowserCase):
    def link(self, **account):
        made = self.sandbox.stripe('POST', '/v1/accounts', {
            'country': 'US', 'capabilities[transfers][requested]': 'true', **account})
        link = self.sandbox.stripe('POST', '/v1/account_links', {
            'account': made['id'], 'type': 'account_onboarding', 'refresh_url': f'{self.sandbox.address}/demo',
            'return_url': f'{self.sandbox.address}/demo'})
        return made['id'], link['url']

    def test_test_data_completes_an_account(self):
        account, url = self.link(type='express')
        self.page.goto(url)
        expect(self.page.get_by_test_id('onboarding-form')).to_be_visible()
        self.page.get_by_test_id('use-test-data').click()
        expect(self.page.get_by_test_id('onboarding-done')).to_be_visible()
        self.assert_soon(True, lambda: self.sandbox.stripe('GET', f'/v1/accounts/{account}')['payouts_enabled'])
        self.page.get_by_test_id('return').click()
        self.page.wait_for_url('**/demo')

    def test_fields_are_filled_in_one_by_one(self):
        account, url = self.link(type='custom', business_type='individual')
        self.page.goto(url)
        self.page.get_by_test_id('individual.first_name').fill('Jenny')
        self.page.get_by_test_id('submit').click()
        expect(self.page.get_by_test_id('individual.first_name')).to_have_count(0)
        self.assertEqual('Jenny', self.sandbox.stripe('GET', f'/v1/accounts/{account}')['individual']['first_name'])

"""The documents at /docs/: every page fits, its links lead somewhere, and the search finds."""

from playwright.sync_api import expect

from browser import BrowserCase


class DocumentTests(BrowserCase):
    def test_every_page_fits_and_says_what_it_is_about(self):
        self.page.goto(self.sandbox.address + '/docs')
        pages = self.page.locator('.Contents a').evaluate_all('all => all.map((each) => each.href)')
        self.assertGreater(len(pages), 25)
        for page in pages:
            with self.subTest(page):
                self.assertEqual(200, self.page.goto(page).status)
                expect(self.page.locator('article h1')).to_have_count(1)
                self.assertLessEqual(self.page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0)
        self.screenshot('documents')

    def test_the_search_leads_to_a_section(self):
        self.page.goto(self.sandbox.address + '/docs/')
        self.page.keyboard.press('/')
        self.page.keyboard.type('shuffle')
        self.page.keyboard.press('Enter')
        self.page.get_by_role('link', name='Make it hard').click()
        expect(self.page.get_by_role('heading', name='Make it hard')).to_be_in_viewport()

    def test_a_sandbox_of_its_own_url_has_them_too(self):
        self.page.goto(self.sandbox.address + '/s/pr-42/docs')
        self.page.get_by_role('link', name='What is there').first.click()
        expect(self.page.get_by_role('heading', name='What is there')).to_be_visible()
        self.assertIn('/s/pr-42/docs/features', self.page.url)

    def test_a_document_that_is_not_there(self):
        self.assertEqual(404, self.page.goto(self.sandbox.address + '/docs/webhoks').status)
        self.page.locator('article').get_by_role('link', name='webhooks').click()
        expect(self.page.locator('h1')).to_have_text('Webhooks')


class NarrowDocumentTests(DocumentTests):
    viewport = {'width': 390, 'height': 800}
    color_scheme = 'dark'

    # The contents are folded there.
    def test_a_sandbox_of_its_own_url_has_them_too(self):
        self.page.goto(self.sandbox.address + '/s/pr-42/docs')
        self.page.get_by_text('Contents', exact=True).click()
        self.page.get_by_role('navigation', name='Contents').get_by_role('link', name='What is there').click()
        expect(self.page.get_by_role('heading', name='What is there')).to_be_visible()

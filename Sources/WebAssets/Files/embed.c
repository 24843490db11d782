// Embeds the files of this folder in the binary. The compiler sees to it that a changed file is embedded anew.
#include "WebFiles.h"

static const WebFile files[] = {
    {"account/account.css", (const char *)(const unsigned char[]){
#embed "account/account.css" suffix(, 0)
    }},
    {"account/balances.js", (const char *)(const unsigned char[]){
#embed "account/balances.js" suffix(, 0)
    }},
    {"account/banks.js", (const char *)(const unsigned char[]){
#embed "account/banks.js" suffix(, 0)
    }},
    {"account/banner.js", (const char *)(const unsigned char[]){
#embed "account/banner.js" suffix(, 0)
    }},
    {"account/documents.js", (const char *)(const unsigned char[]){
#embed "account/documents.js" suffix(, 0)
    }},
    {"account/fields.js", (const char *)(const unsigned char[]){
#embed "account/fields.js" suffix(, 0)
    }},
    {"account/management.js", (const char *)(const unsigned char[]){
#embed "account/management.js" suffix(, 0)
    }},
    {"account/onboarding.js", (const char *)(const unsigned char[]){
#embed "account/onboarding.js" suffix(, 0)
    }},
    {"account/owner.js", (const char *)(const unsigned char[]){
#embed "account/owner.js" suffix(, 0)
    }},
    {"account/parts.js", (const char *)(const unsigned char[]){
#embed "account/parts.js" suffix(, 0)
    }},
    {"account/payments.js", (const char *)(const unsigned char[]){
#embed "account/payments.js" suffix(, 0)
    }},
    {"account/payouts.js", (const char *)(const unsigned char[]){
#embed "account/payouts.js" suffix(, 0)
    }},
    {"account/taxes.js", (const char *)(const unsigned char[]){
#embed "account/taxes.js" suffix(, 0)
    }},
    {"account/words.js", (const char *)(const unsigned char[]){
#embed "account/words.js" suffix(, 0)
    }},
    {"authorize/authorize.js", (const char *)(const unsigned char[]){
#embed "authorize/authorize.js" suffix(, 0)
    }},
    {"authorize/index.html", (const char *)(const unsigned char[]){
#embed "authorize/index.html" suffix(, 0)
    }},
    {"challenge/challenge.css", (const char *)(const unsigned char[]){
#embed "challenge/challenge.css" suffix(, 0)
    }},
    {"challenge/challenge.js", (const char *)(const unsigned char[]){
#embed "challenge/challenge.js" suffix(, 0)
    }},
    {"challenge/index.html", (const char *)(const unsigned char[]){
#embed "challenge/index.html" suffix(, 0)
    }},
    {"checkout/checkout.css", (const char *)(const unsigned char[]){
#embed "checkout/checkout.css" suffix(, 0)
    }},
    {"checkout/embedding.js", (const char *)(const unsigned char[]){
#embed "checkout/embedding.js" suffix(, 0)
    }},
    {"checkout/form.js", (const char *)(const unsigned char[]){
#embed "checkout/form.js" suffix(, 0)
    }},
    {"checkout/index.html", (const char *)(const unsigned char[]){
#embed "checkout/index.html" suffix(, 0)
    }},
    {"checkout/locales/ar.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/ar.js" suffix(, 0)
    }},
    {"checkout/locales/de.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/de.js" suffix(, 0)
    }},
    {"checkout/locales/en.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/en.js" suffix(, 0)
    }},
    {"checkout/locales/es.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/es.js" suffix(, 0)
    }},
    {"checkout/locales/fr.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/fr.js" suffix(, 0)
    }},
    {"checkout/locales/it.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/it.js" suffix(, 0)
    }},
    {"checkout/locales/ja.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/ja.js" suffix(, 0)
    }},
    {"checkout/locales/nl.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/nl.js" suffix(, 0)
    }},
    {"checkout/locales/pt-br.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/pt-br.js" suffix(, 0)
    }},
    {"checkout/locales/zh.js", (const char *)(const unsigned char[]){
#embed "checkout/locales/zh.js" suffix(, 0)
    }},
    {"checkout/main.js", (const char *)(const unsigned char[]){
#embed "checkout/main.js" suffix(, 0)
    }},
    {"checkout/methods.js", (const char *)(const unsigned char[]){
#embed "checkout/methods.js" suffix(, 0)
    }},
    {"checkout/shipping-rates.js", (const char *)(const unsigned char[]){
#embed "checkout/shipping-rates.js" suffix(, 0)
    }},
    {"checkout/states.js", (const char *)(const unsigned char[]){
#embed "checkout/states.js" suffix(, 0)
    }},
    {"checkout/summary.js", (const char *)(const unsigned char[]){
#embed "checkout/summary.js" suffix(, 0)
    }},
    {"checkout/tax-id.js", (const char *)(const unsigned char[]){
#embed "checkout/tax-id.js" suffix(, 0)
    }},
    {"checkout/words.js", (const char *)(const unsigned char[]){
#embed "checkout/words.js" suffix(, 0)
    }},
    {"connect/components.js", (const char *)(const unsigned char[]){
#embed "connect/components.js" suffix(, 0)
    }},
    {"connect/connect.js", (const char *)(const unsigned char[]){
#embed "connect/connect.js" suffix(, 0)
    }},
    {"connect/element.js", (const char *)(const unsigned char[]){
#embed "connect/element.js" suffix(, 0)
    }},
    {"connect/source.js", (const char *)(const unsigned char[]){
#embed "connect/source.js" suffix(, 0)
    }},
    {"dashboard/base/api.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/api.js" suffix(, 0)
    }},
    {"dashboard/base/badges.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/badges.js" suffix(, 0)
    }},
    {"dashboard/base/dialog.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/dialog.js" suffix(, 0)
    }},
    {"dashboard/base/filters.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/filters.js" suffix(, 0)
    }},
    {"dashboard/base/json.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/json.js" suffix(, 0)
    }},
    {"dashboard/base/live.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/live.js" suffix(, 0)
    }},
    {"dashboard/base/pieces.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/pieces.js" suffix(, 0)
    }},
    {"dashboard/base/route.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/route.js" suffix(, 0)
    }},
    {"dashboard/base/seek.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/seek.js" suffix(, 0)
    }},
    {"dashboard/base/table.js", (const char *)(const unsigned char[]){
#embed "dashboard/base/table.js" suffix(, 0)
    }},
    {"dashboard/dashboard.css", (const char *)(const unsigned char[]){
#embed "dashboard/dashboard.css" suffix(, 0)
    }},
    {"dashboard/index.html", (const char *)(const unsigned char[]){
#embed "dashboard/index.html" suffix(, 0)
    }},
    {"dashboard/keys.js", (const char *)(const unsigned char[]){
#embed "dashboard/keys.js" suffix(, 0)
    }},
    {"dashboard/kinds/columns.js", (const char *)(const unsigned char[]){
#embed "dashboard/kinds/columns.js" suffix(, 0)
    }},
    {"dashboard/kinds/describe.js", (const char *)(const unsigned char[]){
#embed "dashboard/kinds/describe.js" suffix(, 0)
    }},
    {"dashboard/kinds/facts.js", (const char *)(const unsigned char[]){
#embed "dashboard/kinds/facts.js" suffix(, 0)
    }},
    {"dashboard/kinds/kinds.js", (const char *)(const unsigned char[]){
#embed "dashboard/kinds/kinds.js" suffix(, 0)
    }},
    {"dashboard/kinds/period.js", (const char *)(const unsigned char[]){
#embed "dashboard/kinds/period.js" suffix(, 0)
    }},
    {"dashboard/main.js", (const char *)(const unsigned char[]){
#embed "dashboard/main.js" suffix(, 0)
    }},
    {"dashboard/pages/account.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/account.js" suffix(, 0)
    }},
    {"dashboard/pages/actions.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/actions.js" suffix(, 0)
    }},
    {"dashboard/pages/chart.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/chart.js" suffix(, 0)
    }},
    {"dashboard/pages/clock.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/clock.js" suffix(, 0)
    }},
    {"dashboard/pages/code.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/code.js" suffix(, 0)
    }},
    {"dashboard/pages/deliveries.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/deliveries.js" suffix(, 0)
    }},
    {"dashboard/pages/endpoint.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/endpoint.js" suffix(, 0)
    }},
    {"dashboard/pages/faults.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/faults.js" suffix(, 0)
    }},
    {"dashboard/pages/laboratory.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/laboratory.js" suffix(, 0)
    }},
    {"dashboard/pages/list.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/list.js" suffix(, 0)
    }},
    {"dashboard/pages/new.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/new.js" suffix(, 0)
    }},
    {"dashboard/pages/nothing.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/nothing.js" suffix(, 0)
    }},
    {"dashboard/pages/object.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/object.js" suffix(, 0)
    }},
    {"dashboard/pages/overview.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/overview.js" suffix(, 0)
    }},
    {"dashboard/pages/parts.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/parts.js" suffix(, 0)
    }},
    {"dashboard/pages/related.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/related.js" suffix(, 0)
    }},
    {"dashboard/pages/requests.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/requests.js" suffix(, 0)
    }},
    {"dashboard/pages/search.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/search.js" suffix(, 0)
    }},
    {"dashboard/pages/subscription.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/subscription.js" suffix(, 0)
    }},
    {"dashboard/pages/timeline.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/timeline.js" suffix(, 0)
    }},
    {"dashboard/pages/tools.js", (const char *)(const unsigned char[]){
#embed "dashboard/pages/tools.js" suffix(, 0)
    }},
    {"dashboard/sdk/curl.js", (const char *)(const unsigned char[]){
#embed "dashboard/sdk/curl.js" suffix(, 0)
    }},
    {"dashboard/sdk/dynamic.js", (const char *)(const unsigned char[]){
#embed "dashboard/sdk/dynamic.js" suffix(, 0)
    }},
    {"dashboard/sdk/literal.js", (const char *)(const unsigned char[]){
#embed "dashboard/sdk/literal.js" suffix(, 0)
    }},
    {"dashboard/sdk/operation.js", (const char *)(const unsigned char[]){
#embed "dashboard/sdk/operation.js" suffix(, 0)
    }},
    {"dashboard/sdk/sdk.js", (const char *)(const unsigned char[]){
#embed "dashboard/sdk/sdk.js" suffix(, 0)
    }},
    {"dashboard/sdk/typed.js", (const char *)(const unsigned char[]){
#embed "dashboard/sdk/typed.js" suffix(, 0)
    }},
    {"dashboard/views.css", (const char *)(const unsigned char[]){
#embed "dashboard/views.css" suffix(, 0)
    }},
    {"demo/account.js", (const char *)(const unsigned char[]){
#embed "demo/account.js" suffix(, 0)
    }},
    {"demo/checkout.js", (const char *)(const unsigned char[]){
#embed "demo/checkout.js" suffix(, 0)
    }},
    {"demo/demo.css", (const char *)(const unsigned char[]){
#embed "demo/demo.css" suffix(, 0)
    }},
    {"demo/index.html", (const char *)(const unsigned char[]){
#embed "demo/index.html" suffix(, 0)
    }},
    {"demo/picture.svg", (const char *)(const unsigned char[]){
#embed "demo/picture.svg" suffix(, 0)
    }},
    {"demo/shop.js", (const char *)(const unsigned char[]){
#embed "demo/shop.js" suffix(, 0)
    }},
    {"demo/watch.js", (const char *)(const unsigned char[]){
#embed "demo/watch.js" suffix(, 0)
    }},
    {"docs/access.md", (const char *)(const unsigned char[]){
#embed "docs/access.md" suffix(, 0)
    }},
    {"docs/agents.md", (const char *)(const unsigned char[]){
#embed "docs/agents.md" suffix(, 0)
    }},
    {"docs/applications.md", (const char *)(const unsigned char[]){
#embed "docs/applications.md" suffix(, 0)
    }},
    {"docs/billing.md", (const char *)(const unsigned char[]){
#embed "docs/billing.md" suffix(, 0)
    }},
    {"docs/checkout.md", (const char *)(const unsigned char[]){
#embed "docs/checkout.md" suffix(, 0)
    }},
    {"docs/ci.md", (const char *)(const unsigned char[]){
#embed "docs/ci.md" suffix(, 0)
    }},
    {"docs/connect.md", (const char *)(const unsigned char[]){
#embed "docs/connect.md" suffix(, 0)
    }},
    {"docs/contracts.md", (const char *)(const unsigned char[]){
#embed "docs/contracts.md" suffix(, 0)
    }},
    {"docs/control-api.md", (const char *)(const unsigned char[]){
#embed "docs/control-api.md" suffix(, 0)
    }},
    {"docs/cypress.md", (const char *)(const unsigned char[]){
#embed "docs/cypress.md" suffix(, 0)
    }},
    {"docs/dashboard.md", (const char *)(const unsigned char[]){
#embed "docs/dashboard.md" suffix(, 0)
    }},
    {"docs/differences.md", (const char *)(const unsigned char[]){
#embed "docs/differences.md" suffix(, 0)
    }},
    {"docs/django.md", (const char *)(const unsigned char[]){
#embed "docs/django.md" suffix(, 0)
    }},
    {"docs/docker.md", (const char *)(const unsigned char[]){
#embed "docs/docker.md" suffix(, 0)
    }},
    {"docs/docs.css", (const char *)(const unsigned char[]){
#embed "docs/docs.css" suffix(, 0)
    }},
    {"docs/docs.js", (const char *)(const unsigned char[]){
#embed "docs/docs.js" suffix(, 0)
    }},
    {"docs/faults.md", (const char *)(const unsigned char[]){
#embed "docs/faults.md" suffix(, 0)
    }},
    {"docs/fidelity.md", (const char *)(const unsigned char[]){
#embed "docs/fidelity.md" suffix(, 0)
    }},
    {"docs/frontend.md", (const char *)(const unsigned char[]){
#embed "docs/frontend.md" suffix(, 0)
    }},
    {"docs/getting-started.md", (const char *)(const unsigned char[]){
#embed "docs/getting-started.md" suffix(, 0)
    }},
    {"docs/index.md", (const char *)(const unsigned char[]){
#embed "docs/index.md" suffix(, 0)
    }},
    {"docs/laravel.md", (const char *)(const unsigned char[]){
#embed "docs/laravel.md" suffix(, 0)
    }},
    {"docs/migration.md", (const char *)(const unsigned char[]){
#embed "docs/migration.md" suffix(, 0)
    }},
    {"docs/mobile.md", (const char *)(const unsigned char[]){
#embed "docs/mobile.md" suffix(, 0)
    }},
    {"docs/nextjs.md", (const char *)(const unsigned char[]){
#embed "docs/nextjs.md" suffix(, 0)
    }},
    {"docs/page.html", (const char *)(const unsigned char[]){
#embed "docs/page.html" suffix(, 0)
    }},
    {"docs/playwright.md", (const char *)(const unsigned char[]){
#embed "docs/playwright.md" suffix(, 0)
    }},
    {"docs/rails.md", (const char *)(const unsigned char[]){
#embed "docs/rails.md" suffix(, 0)
    }},
    {"docs/sdks.md", (const char *)(const unsigned char[]){
#embed "docs/sdks.md" suffix(, 0)
    }},
    {"docs/spring.md", (const char *)(const unsigned char[]){
#embed "docs/spring.md" suffix(, 0)
    }},
    {"docs/state.md", (const char *)(const unsigned char[]){
#embed "docs/state.md" suffix(, 0)
    }},
    {"docs/test-cards.md", (const char *)(const unsigned char[]){
#embed "docs/test-cards.md" suffix(, 0)
    }},
    {"docs/testcontainers.md", (const char *)(const unsigned char[]){
#embed "docs/testcontainers.md" suffix(, 0)
    }},
    {"docs/tls.md", (const char *)(const unsigned char[]){
#embed "docs/tls.md" suffix(, 0)
    }},
    {"docs/troubleshooting.md", (const char *)(const unsigned char[]){
#embed "docs/troubleshooting.md" suffix(, 0)
    }},
    {"docs/webhooks.md", (const char *)(const unsigned char[]){
#embed "docs/webhooks.md" suffix(, 0)
    }},
    {"embedded/appearance.js", (const char *)(const unsigned char[]){
#embed "embedded/appearance.js" suffix(, 0)
    }},
    {"embedded/embedded.css", (const char *)(const unsigned char[]){
#embed "embedded/embedded.css" suffix(, 0)
    }},
    {"embedded/embedded.js", (const char *)(const unsigned char[]){
#embed "embedded/embedded.js" suffix(, 0)
    }},
    {"embedded/index.html", (const char *)(const unsigned char[]){
#embed "embedded/index.html" suffix(, 0)
    }},
    {"express/express.js", (const char *)(const unsigned char[]){
#embed "express/express.js" suffix(, 0)
    }},
    {"express/index.html", (const char *)(const unsigned char[]){
#embed "express/index.html" suffix(, 0)
    }},
    {"hosted/card-entry.js", (const char *)(const unsigned char[]){
#embed "hosted/card-entry.js" suffix(, 0)
    }},
    {"hosted/data.js", (const char *)(const unsigned char[]){
#embed "hosted/data.js" suffix(, 0)
    }},
    {"hosted/document.css", (const char *)(const unsigned char[]){
#embed "hosted/document.css" suffix(, 0)
    }},
    {"hosted/hosted.css", (const char *)(const unsigned char[]){
#embed "hosted/hosted.css" suffix(, 0)
    }},
    {"hosted/locales/ar.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/ar.js" suffix(, 0)
    }},
    {"hosted/locales/de.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/de.js" suffix(, 0)
    }},
    {"hosted/locales/en.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/en.js" suffix(, 0)
    }},
    {"hosted/locales/es.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/es.js" suffix(, 0)
    }},
    {"hosted/locales/fr.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/fr.js" suffix(, 0)
    }},
    {"hosted/locales/it.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/it.js" suffix(, 0)
    }},
    {"hosted/locales/ja.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/ja.js" suffix(, 0)
    }},
    {"hosted/locales/nl.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/nl.js" suffix(, 0)
    }},
    {"hosted/locales/pt-br.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/pt-br.js" suffix(, 0)
    }},
    {"hosted/locales/zh.js", (const char *)(const unsigned char[]){
#embed "hosted/locales/zh.js" suffix(, 0)
    }},
    {"hosted/sections.js", (const char *)(const unsigned char[]){
#embed "hosted/sections.js" suffix(, 0)
    }},
    {"hosted/voice.js", (const char *)(const unsigned char[]){
#embed "hosted/voice.js" suffix(, 0)
    }},
    {"icon.svg", (const char *)(const unsigned char[]){
#embed "icon.svg" suffix(, 0)
    }},
    {"instructions/index.html", (const char *)(const unsigned char[]){
#embed "instructions/index.html" suffix(, 0)
    }},
    {"instructions/instructions.js", (const char *)(const unsigned char[]){
#embed "instructions/instructions.js" suffix(, 0)
    }},
    {"invoice/index.html", (const char *)(const unsigned char[]){
#embed "invoice/index.html" suffix(, 0)
    }},
    {"invoice/invoice.js", (const char *)(const unsigned char[]){
#embed "invoice/invoice.js" suffix(, 0)
    }},
    {"invoice/payment.js", (const char *)(const unsigned char[]){
#embed "invoice/payment.js" suffix(, 0)
    }},
    {"missing/index.html", (const char *)(const unsigned char[]){
#embed "missing/index.html" suffix(, 0)
    }},
    {"missing/missing.js", (const char *)(const unsigned char[]){
#embed "missing/missing.js" suffix(, 0)
    }},
    {"onboarding/index.html", (const char *)(const unsigned char[]){
#embed "onboarding/index.html" suffix(, 0)
    }},
    {"onboarding/onboarding.js", (const char *)(const unsigned char[]){
#embed "onboarding/onboarding.js" suffix(, 0)
    }},
    {"payment-link/index.html", (const char *)(const unsigned char[]){
#embed "payment-link/index.html" suffix(, 0)
    }},
    {"payment-link/payment-link.js", (const char *)(const unsigned char[]){
#embed "payment-link/payment-link.js" suffix(, 0)
    }},
    {"portal/cancel.js", (const char *)(const unsigned char[]){
#embed "portal/cancel.js" suffix(, 0)
    }},
    {"portal/details.js", (const char *)(const unsigned char[]){
#embed "portal/details.js" suffix(, 0)
    }},
    {"portal/index.html", (const char *)(const unsigned char[]){
#embed "portal/index.html" suffix(, 0)
    }},
    {"portal/invoices.js", (const char *)(const unsigned char[]){
#embed "portal/invoices.js" suffix(, 0)
    }},
    {"portal/login.js", (const char *)(const unsigned char[]){
#embed "portal/login.js" suffix(, 0)
    }},
    {"portal/pause.js", (const char *)(const unsigned char[]){
#embed "portal/pause.js" suffix(, 0)
    }},
    {"portal/payment-methods.js", (const char *)(const unsigned char[]){
#embed "portal/payment-methods.js" suffix(, 0)
    }},
    {"portal/plan-change.js", (const char *)(const unsigned char[]){
#embed "portal/plan-change.js" suffix(, 0)
    }},
    {"portal/portal.css", (const char *)(const unsigned char[]){
#embed "portal/portal.css" suffix(, 0)
    }},
    {"portal/portal.js", (const char *)(const unsigned char[]){
#embed "portal/portal.js" suffix(, 0)
    }},
    {"portal/subscriptions.js", (const char *)(const unsigned char[]){
#embed "portal/subscriptions.js" suffix(, 0)
    }},
    {"portal/update.js", (const char *)(const unsigned char[]){
#embed "portal/update.js" suffix(, 0)
    }},
    {"receipt/index.html", (const char *)(const unsigned char[]){
#embed "receipt/index.html" suffix(, 0)
    }},
    {"receipt/receipt.js", (const char *)(const unsigned char[]){
#embed "receipt/receipt.js" suffix(, 0)
    }},
    {"shared/dom.js", (const char *)(const unsigned char[]){
#embed "shared/dom.js" suffix(, 0)
    }},
    {"shared/format.js", (const char *)(const unsigned char[]){
#embed "shared/format.js" suffix(, 0)
    }},
    {"shared/theme.css", (const char *)(const unsigned char[]){
#embed "shared/theme.css" suffix(, 0)
    }},
    {"stripe/base/api.js", (const char *)(const unsigned char[]){
#embed "stripe/base/api.js" suffix(, 0)
    }},
    {"stripe/base/appearance-sheet.js", (const char *)(const unsigned char[]){
#embed "stripe/base/appearance-sheet.js" suffix(, 0)
    }},
    {"stripe/base/appearance-variables.js", (const char *)(const unsigned char[]){
#embed "stripe/base/appearance-variables.js" suffix(, 0)
    }},
    {"stripe/base/appearance.js", (const char *)(const unsigned char[]){
#embed "stripe/base/appearance.js" suffix(, 0)
    }},
    {"stripe/base/dom.js", (const char *)(const unsigned char[]){
#embed "stripe/base/dom.js" suffix(, 0)
    }},
    {"stripe/base/emitter.js", (const char *)(const unsigned char[]){
#embed "stripe/base/emitter.js" suffix(, 0)
    }},
    {"stripe/base/errors.js", (const char *)(const unsigned char[]){
#embed "stripe/base/errors.js" suffix(, 0)
    }},
    {"stripe/base/frame.js", (const char *)(const unsigned char[]){
#embed "stripe/base/frame.js" suffix(, 0)
    }},
    {"stripe/base/icons.js", (const char *)(const unsigned char[]){
#embed "stripe/base/icons.js" suffix(, 0)
    }},
    {"stripe/base/language.js", (const char *)(const unsigned char[]){
#embed "stripe/base/language.js" suffix(, 0)
    }},
    {"stripe/base/options.js", (const char *)(const unsigned char[]){
#embed "stripe/base/options.js" suffix(, 0)
    }},
    {"stripe/base/origin.js", (const char *)(const unsigned char[]){
#embed "stripe/base/origin.js" suffix(, 0)
    }},
    {"stripe/base/overlay.js", (const char *)(const unsigned char[]){
#embed "stripe/base/overlay.js" suffix(, 0)
    }},
    {"stripe/base/regions.js", (const char *)(const unsigned char[]){
#embed "stripe/base/regions.js" suffix(, 0)
    }},
    {"stripe/checkout/actions.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/actions.js" suffix(, 0)
    }},
    {"stripe/checkout/checkout-elements.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/checkout-elements.js" suffix(, 0)
    }},
    {"stripe/checkout/client.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/client.js" suffix(, 0)
    }},
    {"stripe/checkout/confirm-checkout.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/confirm-checkout.js" suffix(, 0)
    }},
    {"stripe/checkout/custom.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/custom.js" suffix(, 0)
    }},
    {"stripe/checkout/embedded.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/embedded.js" suffix(, 0)
    }},
    {"stripe/checkout/form-element.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/form-element.js" suffix(, 0)
    }},
    {"stripe/checkout/money.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/money.js" suffix(, 0)
    }},
    {"stripe/checkout/session.js", (const char *)(const unsigned char[]){
#embed "stripe/checkout/session.js" suffix(, 0)
    }},
    {"stripe/elements/absent-element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/absent-element.js" suffix(, 0)
    }},
    {"stripe/elements/address-element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/address-element.js" suffix(, 0)
    }},
    {"stripe/elements/bank-elements.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/bank-elements.js" suffix(, 0)
    }},
    {"stripe/elements/card-element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/card-element.js" suffix(, 0)
    }},
    {"stripe/elements/element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/element.js" suffix(, 0)
    }},
    {"stripe/elements/elements.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/elements.js" suffix(, 0)
    }},
    {"stripe/elements/express-element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/express-element.js" suffix(, 0)
    }},
    {"stripe/elements/link-element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/link-element.js" suffix(, 0)
    }},
    {"stripe/elements/payment-element.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/payment-element.js" suffix(, 0)
    }},
    {"stripe/elements/payment-request-button.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/payment-request-button.js" suffix(, 0)
    }},
    {"stripe/elements/session-elements.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/session-elements.js" suffix(, 0)
    }},
    {"stripe/elements/split-elements.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/split-elements.js" suffix(, 0)
    }},
    {"stripe/elements/wallet.js", (const char *)(const unsigned char[]){
#embed "stripe/elements/wallet.js" suffix(, 0)
    }},
    {"stripe/forms/card-fields.js", (const char *)(const unsigned char[]){
#embed "stripe/forms/card-fields.js" suffix(, 0)
    }},
    {"stripe/forms/cards.js", (const char *)(const unsigned char[]){
#embed "stripe/forms/cards.js" suffix(, 0)
    }},
    {"stripe/forms/checks.js", (const char *)(const unsigned char[]){
#embed "stripe/forms/checks.js" suffix(, 0)
    }},
    {"stripe/forms/field.js", (const char *)(const unsigned char[]){
#embed "stripe/forms/field.js" suffix(, 0)
    }},
    {"stripe/forms/test-cards.js", (const char *)(const unsigned char[]){
#embed "stripe/forms/test-cards.js" suffix(, 0)
    }},
    {"stripe/locales/ar.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/ar.js" suffix(, 0)
    }},
    {"stripe/locales/de.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/de.js" suffix(, 0)
    }},
    {"stripe/locales/en.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/en.js" suffix(, 0)
    }},
    {"stripe/locales/es.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/es.js" suffix(, 0)
    }},
    {"stripe/locales/fr.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/fr.js" suffix(, 0)
    }},
    {"stripe/locales/it.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/it.js" suffix(, 0)
    }},
    {"stripe/locales/ja.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/ja.js" suffix(, 0)
    }},
    {"stripe/locales/nl.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/nl.js" suffix(, 0)
    }},
    {"stripe/locales/pt-br.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/pt-br.js" suffix(, 0)
    }},
    {"stripe/locales/zh.js", (const char *)(const unsigned char[]){
#embed "stripe/locales/zh.js" suffix(, 0)
    }},
    {"stripe/methods/card-form.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/card-form.js" suffix(, 0)
    }},
    {"stripe/methods/detail-fields.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/detail-fields.js" suffix(, 0)
    }},
    {"stripe/methods/layouts.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/layouts.js" suffix(, 0)
    }},
    {"stripe/methods/link-form.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/link-form.js" suffix(, 0)
    }},
    {"stripe/methods/method-form.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/method-form.js" suffix(, 0)
    }},
    {"stripe/methods/method-forms.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/method-forms.js" suffix(, 0)
    }},
    {"stripe/methods/methods.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/methods.js" suffix(, 0)
    }},
    {"stripe/methods/other-form.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/other-form.js" suffix(, 0)
    }},
    {"stripe/methods/saved-form.js", (const char *)(const unsigned char[]){
#embed "stripe/methods/saved-form.js" suffix(, 0)
    }},
    {"stripe/payments/challenge.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/challenge.js" suffix(, 0)
    }},
    {"stripe/payments/confirmation.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/confirmation.js" suffix(, 0)
    }},
    {"stripe/payments/deferred.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/deferred.js" suffix(, 0)
    }},
    {"stripe/payments/instructions.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/instructions.js" suffix(, 0)
    }},
    {"stripe/payments/intents.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/intents.js" suffix(, 0)
    }},
    {"stripe/payments/method-confirmations.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/method-confirmations.js" suffix(, 0)
    }},
    {"stripe/payments/out-of-scope.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/out-of-scope.js" suffix(, 0)
    }},
    {"stripe/payments/payment-details.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/payment-details.js" suffix(, 0)
    }},
    {"stripe/payments/payment-request.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/payment-request.js" suffix(, 0)
    }},
    {"stripe/payments/return-url.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/return-url.js" suffix(, 0)
    }},
    {"stripe/payments/saved-methods.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/saved-methods.js" suffix(, 0)
    }},
    {"stripe/payments/tokens.js", (const char *)(const unsigned char[]){
#embed "stripe/payments/tokens.js" suffix(, 0)
    }},
    {"stripe/stripe.js", (const char *)(const unsigned char[]){
#embed "stripe/stripe.js" suffix(, 0)
    }},
};

const WebFile *web_files(void) { return files; }
long web_files_count(void) { return sizeof files / sizeof files[0]; }

// Embeds the files of this folder in the binary. The compiler sees to it that a changed file is embedded anew.
#include "WebFiles.h"

static const WebFile files[] = {
    {"challenge/challenge.css", (const char *)(const unsigned char[]){
#embed "challenge/challenge.css" suffix(, 0)
    }},
    {"challenge/challenge.js", (const char *)(const unsigned char[]){
#embed "challenge/challenge.js" suffix(, 0)
    }},
    {"challenge/index.html", (const char *)(const unsigned char[]){
#embed "challenge/index.html" suffix(, 0)
    }},
    {"dashboard/actions.js", (const char *)(const unsigned char[]){
#embed "dashboard/actions.js" suffix(, 0)
    }},
    {"dashboard/api.js", (const char *)(const unsigned char[]){
#embed "dashboard/api.js" suffix(, 0)
    }},
    {"dashboard/badges.js", (const char *)(const unsigned char[]){
#embed "dashboard/badges.js" suffix(, 0)
    }},
    {"dashboard/chart.js", (const char *)(const unsigned char[]){
#embed "dashboard/chart.js" suffix(, 0)
    }},
    {"dashboard/dashboard.css", (const char *)(const unsigned char[]){
#embed "dashboard/dashboard.css" suffix(, 0)
    }},
    {"dashboard/dialog.js", (const char *)(const unsigned char[]){
#embed "dashboard/dialog.js" suffix(, 0)
    }},
    {"dashboard/index.html", (const char *)(const unsigned char[]){
#embed "dashboard/index.html" suffix(, 0)
    }},
    {"dashboard/json.js", (const char *)(const unsigned char[]){
#embed "dashboard/json.js" suffix(, 0)
    }},
    {"dashboard/kinds.js", (const char *)(const unsigned char[]){
#embed "dashboard/kinds.js" suffix(, 0)
    }},
    {"dashboard/list.js", (const char *)(const unsigned char[]){
#embed "dashboard/list.js" suffix(, 0)
    }},
    {"dashboard/live.js", (const char *)(const unsigned char[]){
#embed "dashboard/live.js" suffix(, 0)
    }},
    {"dashboard/main.js", (const char *)(const unsigned char[]){
#embed "dashboard/main.js" suffix(, 0)
    }},
    {"dashboard/merge.js", (const char *)(const unsigned char[]){
#embed "dashboard/merge.js" suffix(, 0)
    }},
    {"dashboard/panel.js", (const char *)(const unsigned char[]){
#embed "dashboard/panel.js" suffix(, 0)
    }},
    {"dashboard/payment-rows.js", (const char *)(const unsigned char[]){
#embed "dashboard/payment-rows.js" suffix(, 0)
    }},
    {"dashboard/related.js", (const char *)(const unsigned char[]){
#embed "dashboard/related.js" suffix(, 0)
    }},
    {"dashboard/timeline.js", (const char *)(const unsigned char[]){
#embed "dashboard/timeline.js" suffix(, 0)
    }},
    {"dashboard/views.css", (const char *)(const unsigned char[]){
#embed "dashboard/views.css" suffix(, 0)
    }},
    {"dashboard/views/lists.js", (const char *)(const unsigned char[]){
#embed "dashboard/views/lists.js" suffix(, 0)
    }},
    {"dashboard/views/object.js", (const char *)(const unsigned char[]){
#embed "dashboard/views/object.js" suffix(, 0)
    }},
    {"dashboard/views/overview.js", (const char *)(const unsigned char[]){
#embed "dashboard/views/overview.js" suffix(, 0)
    }},
    {"dashboard/views/requests.js", (const char *)(const unsigned char[]){
#embed "dashboard/views/requests.js" suffix(, 0)
    }},
    {"dashboard/views/tools.js", (const char *)(const unsigned char[]){
#embed "dashboard/views/tools.js" suffix(, 0)
    }},
    {"dashboard/views/webhooks.js", (const char *)(const unsigned char[]){
#embed "dashboard/views/webhooks.js" suffix(, 0)
    }},
    {"demo/account.js", (const char *)(const unsigned char[]){
#embed "demo/account.js" suffix(, 0)
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
    {"icon.svg", (const char *)(const unsigned char[]){
#embed "icon.svg" suffix(, 0)
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
    {"stripe/absent-element.js", (const char *)(const unsigned char[]){
#embed "stripe/absent-element.js" suffix(, 0)
    }},
    {"stripe/address-element.js", (const char *)(const unsigned char[]){
#embed "stripe/address-element.js" suffix(, 0)
    }},
    {"stripe/api.js", (const char *)(const unsigned char[]){
#embed "stripe/api.js" suffix(, 0)
    }},
    {"stripe/appearance.js", (const char *)(const unsigned char[]){
#embed "stripe/appearance.js" suffix(, 0)
    }},
    {"stripe/card-element.js", (const char *)(const unsigned char[]){
#embed "stripe/card-element.js" suffix(, 0)
    }},
    {"stripe/card-fields.js", (const char *)(const unsigned char[]){
#embed "stripe/card-fields.js" suffix(, 0)
    }},
    {"stripe/cards.js", (const char *)(const unsigned char[]){
#embed "stripe/cards.js" suffix(, 0)
    }},
    {"stripe/challenge.js", (const char *)(const unsigned char[]){
#embed "stripe/challenge.js" suffix(, 0)
    }},
    {"stripe/confirmation.js", (const char *)(const unsigned char[]){
#embed "stripe/confirmation.js" suffix(, 0)
    }},
    {"stripe/dom.js", (const char *)(const unsigned char[]){
#embed "stripe/dom.js" suffix(, 0)
    }},
    {"stripe/element.js", (const char *)(const unsigned char[]){
#embed "stripe/element.js" suffix(, 0)
    }},
    {"stripe/elements.js", (const char *)(const unsigned char[]){
#embed "stripe/elements.js" suffix(, 0)
    }},
    {"stripe/emitter.js", (const char *)(const unsigned char[]){
#embed "stripe/emitter.js" suffix(, 0)
    }},
    {"stripe/errors.js", (const char *)(const unsigned char[]){
#embed "stripe/errors.js" suffix(, 0)
    }},
    {"stripe/express-element.js", (const char *)(const unsigned char[]){
#embed "stripe/express-element.js" suffix(, 0)
    }},
    {"stripe/field.js", (const char *)(const unsigned char[]){
#embed "stripe/field.js" suffix(, 0)
    }},
    {"stripe/frame.js", (const char *)(const unsigned char[]){
#embed "stripe/frame.js" suffix(, 0)
    }},
    {"stripe/icons.js", (const char *)(const unsigned char[]){
#embed "stripe/icons.js" suffix(, 0)
    }},
    {"stripe/intents.js", (const char *)(const unsigned char[]){
#embed "stripe/intents.js" suffix(, 0)
    }},
    {"stripe/link-element.js", (const char *)(const unsigned char[]){
#embed "stripe/link-element.js" suffix(, 0)
    }},
    {"stripe/origin.js", (const char *)(const unsigned char[]){
#embed "stripe/origin.js" suffix(, 0)
    }},
    {"stripe/out-of-scope.js", (const char *)(const unsigned char[]){
#embed "stripe/out-of-scope.js" suffix(, 0)
    }},
    {"stripe/overlay.js", (const char *)(const unsigned char[]){
#embed "stripe/overlay.js" suffix(, 0)
    }},
    {"stripe/payment-details.js", (const char *)(const unsigned char[]){
#embed "stripe/payment-details.js" suffix(, 0)
    }},
    {"stripe/payment-element.js", (const char *)(const unsigned char[]){
#embed "stripe/payment-element.js" suffix(, 0)
    }},
    {"stripe/regions.js", (const char *)(const unsigned char[]){
#embed "stripe/regions.js" suffix(, 0)
    }},
    {"stripe/split-elements.js", (const char *)(const unsigned char[]){
#embed "stripe/split-elements.js" suffix(, 0)
    }},
    {"stripe/stripe.js", (const char *)(const unsigned char[]){
#embed "stripe/stripe.js" suffix(, 0)
    }},
    {"stripe/test-cards.js", (const char *)(const unsigned char[]){
#embed "stripe/test-cards.js" suffix(, 0)
    }},
    {"stripe/tokens.js", (const char *)(const unsigned char[]){
#embed "stripe/tokens.js" suffix(, 0)
    }},
    {"stripe/wallet.js", (const char *)(const unsigned char[]){
#embed "stripe/wallet.js" suffix(, 0)
    }},
};

const WebFile *web_files(void) { return files; }
long web_files_count(void) { return sizeof files / sizeof files[0]; }

// Where this script came from decides three things: the address of the sandbox's API (a /s/NAME prefix included), the
// Stripe.js release that it plays, and whether the forms offer test cards (`?test-cards=off` in the script's address).

const SCRIPT_PATH = /\/(v3|[a-z]+)(?:\/stripe\.js|\/?)$/;

const scriptAddress = (() => {
  const scripts = [...document.scripts].map((script) => script.src).filter((source) => source !== '');
  const address = (document.currentScript && document.currentScript.src)
    || scripts.find((source) => /\/(?:v3\/?|[a-z0-9]+\/stripe\.js)(?:\?|$)/.test(source))
    || new URL('v3', document.baseURI).href;
  return new URL(address);
})();

const release = (SCRIPT_PATH.exec(scriptAddress.pathname) || [])[1] || 'v3';

export const sandbox = {
  /** Without a slash at its end. */
  address: scriptAddress.origin + scriptAddress.pathname.replace(SCRIPT_PATH, ''),
  origin: scriptAddress.origin,
  version: release === 'v3' ? 3 : release,
  offersTestCards: scriptAddress.searchParams.get('test-cards') !== 'off',
};

// Stands before stripe.js and tells the page of every call, the ones of stripe.js included.

window.calls = new EventTarget();

{
  const original = window.fetch;
  window.fetch = async (address, options = {}) => {
    const path = new URL(address, document.baseURI).pathname;
    const call = { method: options.method || 'GET', path, status: null };
    window.calls.dispatchEvent(new CustomEvent('call', { detail: call }));
    try {
      const response = await original(address, options);
      call.status = response.status;
      return response;
    } finally {
      window.calls.dispatchEvent(new CustomEvent('answer', { detail: call }));
    }
  };
}

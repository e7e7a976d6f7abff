/**
 * From version 25 on Node has storages of its own, of which the one that stays is undefined without a file to keep it in, and the
 * environment of the tests leaves alone what Node has: the page's own take their place.
 */
declare const jsdom: { window: Window };

for (const name of ["localStorage", "sessionStorage"] as const)
  Object.defineProperty(globalThis, name, { configurable: true, value: jsdom.window[name] });

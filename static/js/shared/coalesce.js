/**
 * Make a function that does its work once at a time, with a pause between. Asked for again while it
 * works, however often, it works once more.
 * @param {Behaviour} behaviour for which it waits no longer than it is connected
 */
export function coalesce(behaviour, pause, work) {
  let running = null;
  let again = false;
  let ended = -pause;
  return async function request() {
    if (running) {
      again = true;
      return;
    }
    const wait = Math.max(0, ended + pause - performance.now());
    running = new Promise((done) => behaviour.later(wait, done)).then(work).catch(() => {});
    await running;
    ended = performance.now();
    running = null;
    if (!again) return;
    again = false;
    request();
  };
}

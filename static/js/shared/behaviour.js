/** What an element does from connect() until disconnect(): its listeners and timers go with it. */

export class Behaviour {
  #ending = null;
  #timers = new Set();

  constructor(element, options = {}) {
    this.element = element;
    this.options = options;
  }

  /** Connecting twice is connecting once. */
  connect() {
    if (this.isConnected) return this;
    this.#ending = new AbortController();
    this.start();
    return this;
  }

  disconnect() {
    this.#ending?.abort();
    this.#ending = null;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  get isConnected() {
    return this.#ending !== null;
  }

  /** Aborted when this is disconnected. */
  get signal() {
    return this.#ending.signal;
  }

  listen(target, type, listener, options = {}) {
    target.addEventListener(type, listener, { ...options, signal: this.signal });
  }

  atEnd(act) {
    this.signal.addEventListener("abort", act, { once: true });
  }

  /** Do something after a while, unless this is disconnected; cancel() takes what it returns. */
  later(delay, act) {
    if (!this.isConnected) return 0;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delay);
    this.#timers.add(timer);
    return timer;
  }

  cancel(timer) {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }

  every(delay, act) {
    const timer = setInterval(act, delay);
    this.atEnd(() => clearInterval(timer));
  }
}

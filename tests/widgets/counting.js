{
  const there = new Map();
  const add = (key, what) => there.set(key, what);
  window.alive = () => [...there.values()].sort();

  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const captures = (options) => Boolean(typeof options === "object" ? options?.capture : options);
  const same = (target, type, listener, options) => (record) =>
    record.target === target &&
    record.type === type &&
    record.listener === listener &&
    record.capture === captures(options);
  const forget = (isIt) => {
    for (const key of there.keys()) if (typeof key === "object" && isIt(key)) there.delete(key);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, listener, options);
    if (this instanceof AbortSignal || options?.signal?.aborted) return;
    const isIt = same(this, type, listener, options);
    forget(isIt);
    const record = { target: this, type, listener, capture: captures(options) };
    add(record, `${type} on ${this.constructor.name}`);
    const end = () => there.delete(record);
    if (options?.once) addEventListener.call(this, type, end, { once: true, capture: record.capture });
    if (options?.signal) addEventListener.call(options.signal, "abort", end);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    forget(same(this, type, listener, options));
  };

  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  window.setTimeout = (act, ...rest) => {
    const timer = setTimeout(
      (...given) => {
        there.delete(timer);
        act(...given);
      },
      ...rest,
    );
    add(timer, "timeout");
    return timer;
  };
  window.setInterval = (...rest) => {
    const timer = setInterval(...rest);
    add(timer, "interval");
    return timer;
  };
  const clear = (how) => (timer) => {
    there.delete(timer);
    how(timer);
  };
  window.clearTimeout = clear(clearTimeout.bind(window));
  window.clearInterval = clear(clearInterval.bind(window));

  for (const kind of [MutationObserver, IntersectionObserver]) {
    const { observe, disconnect } = kind.prototype;
    kind.prototype.observe = function (...given) {
      add(this, kind.name);
      observe.apply(this, given);
    };
    kind.prototype.disconnect = function () {
      there.delete(this);
      disconnect.call(this);
    };
  }

  window.sockets = [];
  window.WebSocket = class {
    static CONNECTING = 0;
    static OPEN = 1;
    readyState = 0;
    sent = [];
    constructor(address) {
      this.address = address;
      sockets.push(this);
      add(this, "socket");
    }
    open() {
      this.readyState = 1;
      this.onopen?.();
    }
    hear(message) {
      this.onmessage?.({ data: JSON.stringify(message) });
    }
    send(text) {
      this.sent.push(text);
    }
    close(code = 1000) {
      this.readyState = 3;
      there.delete(this);
      this.onclose?.({ code });
    }
  };
}

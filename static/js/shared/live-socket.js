/** One socket that is open whenever it can be, and says so. */

const PING_AFTER = 25_000;
const PATIENCE = 8_000;
const PATIENCE_ON_WAKING = 3_000;
const LONGEST_WAIT = 30_000;
// The server's words for "not here" and "not for you"; asking again would not help.
const GONE = 4404;
const REFUSED = 4403;

export class Socket {
  #address;
  #on;
  #socket = null;
  #attempts = 0;
  #retry = 0;
  #ping = 0;
  #patience = 0;

  /**
   * @param {() => string} address asked for at every attempt
   * @param {{message: Function, state: Function, gone?: Function}} on
   */
  constructor(address, on) {
    this.#address = address;
    this.#on = on;
    const awake = () => document.visibilityState === "visible" && this.#check();
    document.addEventListener("visibilitychange", awake);
    window.addEventListener("online", awake);
    window.addEventListener("pageshow", awake);
    // An open socket would keep the page out of the browser's back and forward cache.
    window.addEventListener("pagehide", () => this.#drop());
    this.#open();
  }

  /** Whether something has gone wrong more than once in a row. */
  get isStruggling() {
    return this.#attempts > 1;
  }

  /** Say something, if there is a line. */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #open() {
    clearTimeout(this.#retry);
    this.#drop();
    const socket = new WebSocket(this.#address());
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempts = 0;
      this.#on.state("open");
      this.#heard();
    };
    socket.onmessage = ({ data }) => {
      this.#heard();
      const message = JSON.parse(data);
      if (!("pong" in message)) this.#on.message(message);
    };
    socket.onclose = ({ code }) => {
      if (socket !== this.#socket) return;
      this.#drop();
      if (code === GONE) return this.#on.gone?.();
      this.#on.state("lost");
      if (code !== REFUSED) this.#openLater();
    };
  }

  /** After a while that grows and is never the same for two pages: a crowd must not return at once. */
  #openLater() {
    const most = Math.min(LONGEST_WAIT, 1500 * 2 ** this.#attempts++);
    this.#retry = setTimeout(() => this.#open(), most * (0.3 + 0.7 * Math.random()));
  }

  #drop() {
    clearTimeout(this.#ping);
    clearTimeout(this.#patience);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #heard() {
    clearTimeout(this.#patience);
    clearTimeout(this.#ping);
    this.#ping = setTimeout(() => this.#ask(PATIENCE), PING_AFTER);
  }

  /** A line can be dead without either side knowing; only an answer proves that it is not. */
  #ask(patience) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send("ping");
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#on.state("lost");
      this.#open();
    }, patience);
  }

  #check() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask(PATIENCE_ON_WAKING);
    else if (this.#socket?.readyState !== WebSocket.CONNECTING) this.#open();
  }
}

export function address(path) {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}

/** One socket that is open whenever it can be, and says so. */

import { Behaviour } from "./behaviour.js";

const PING_AFTER = 25_000;
const PATIENCE = 8_000;
const PATIENCE_ON_WAKING = 3_000;
const LONGEST_WAIT = 30_000;
// The server's words for "not here" and "not for you"; asking again would not help.
const GONE = 4404;
const REFUSED = 4403;
const ORIGIN = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;

export class LiveSocket extends Behaviour {
  #path;
  #on;
  #socket = null;
  #attempts = 0;
  #retry = 0;
  #ping = 0;
  #patience = 0;

  /**
   * @param {() => string} path asked for at every attempt
   * @param {{message: Function, state: Function, gone?: Function}} on
   */
  constructor(path, on) {
    super(document);
    this.#path = path;
    this.#on = on;
  }

  start() {
    const awake = () => document.visibilityState === "visible" && this.#check();
    this.listen(document, "visibilitychange", awake);
    this.listen(window, "online", awake);
    this.listen(window, "pageshow", awake);
    // An open socket would keep the page out of the browser's back and forward cache.
    this.listen(window, "pagehide", () => this.#drop());
    this.atEnd(() => this.#drop());
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
    this.cancel(this.#retry);
    this.#drop();
    const socket = new WebSocket(`${ORIGIN}${this.#path()}`);
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
    this.#retry = this.later(most * (0.3 + 0.7 * Math.random()), () => this.#open());
  }

  #drop() {
    this.cancel(this.#ping);
    this.cancel(this.#patience);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  #heard() {
    this.cancel(this.#patience);
    this.cancel(this.#ping);
    this.#ping = this.later(PING_AFTER, () => this.#ask(PATIENCE));
  }

  /** A line can be dead without either side knowing; only an answer proves that it is not. */
  #ask(patience) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send("ping");
    this.cancel(this.#patience);
    this.#patience = this.later(patience, () => {
      this.#on.state("lost");
      this.#open();
    });
  }

  #check() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask(PATIENCE_ON_WAKING);
    else if (this.#socket?.readyState !== WebSocket.CONNECTING) this.#open();
  }
}

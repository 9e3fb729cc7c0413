/** Connects behaviours to the elements of a page, also to those that come later, until they go. */

export class Registry {
  #makers;
  #connected = new Map(); // element → its behaviours
  #observer = new MutationObserver((records) => this.#follow(records));

  /** @param {Object<string, (element: Element) => object>} makers a selector, and what makes its behaviour */
  constructor(root, makers) {
    this.root = root;
    this.#makers = Object.entries(makers);
  }

  connect() {
    this.#take(this.root);
    this.#observer.observe(this.root, { childList: true, subtree: true });
    return this;
  }

  disconnect() {
    this.#observer.disconnect();
    for (const element of this.#connected.keys()) this.#release(element);
  }

  #follow(records) {
    // One that was only moved is still there.
    for (const element of this.#connected.keys()) if (!this.root.contains(element)) this.#release(element);
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element && this.root.contains(node)) this.#take(node);
    }
  }

  #take(root) {
    for (const [selector, make] of this.#makers) {
      if (root.matches(selector)) this.#give(root, selector, make);
      for (const element of root.querySelectorAll(selector)) this.#give(element, selector, make);
    }
  }

  #give(element, selector, make) {
    const behaviours = this.#connected.get(element) ?? new Map();
    if (behaviours.has(selector)) return;
    this.#connected.set(element, behaviours);
    behaviours.set(selector, make(element));
    behaviours.get(selector).connect();
  }

  #release(element) {
    for (const behaviour of this.#connected.get(element).values()) behaviour.disconnect();
    this.#connected.delete(element);
  }
}

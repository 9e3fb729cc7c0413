/** What was found, for a guest. */

import { Registry } from "../shared/registry.js";
import { MutedResult } from "./muted-result.js";

new Registry(document.querySelector(".found"), {
  "[data-writer]": (item) => new MutedResult(item),
}).connect();

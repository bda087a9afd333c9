// What every page does beyond its plain HTML. Each part stands for itself; a page without scripts lacks none of
// its forms and links.

import { focusErrors } from "./errors.js";
import { askSafely } from "./asking.js";
import { foldFilters } from "./filters.js";
import { listenForKeys } from "./keys.js";
import { closeMenus } from "./menus.js";
import { openWhatIsChosen } from "./reveal.js";
import { walkRows } from "./rows.js";
import { clearOnSignOut } from "./signing_out.js";
import { submitOnChange } from "./submitting.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
focusErrors();
askSafely();
closeMenus();
openWhatIsChosen();
foldFilters();
walkRows();
submitOnChange();
listenForKeys();
const person = document.body.dataset["person"];
if (person && !document.querySelector("#desk")) clearOnSignOut(person);

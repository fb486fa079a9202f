// Small comforts on top of pages that all work without this file.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { narrowLists } from "./finding.js";
import { followLiveParts } from "./live.js";
import { fillMaps } from "./mapping.js";
import { closeMenus } from "./menu.js";
import { dragOrders } from "./ordering.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    try {
      new Component(element);
    } catch (error) {
      console.warn(error); // the page works without it
    }
  }
}

closeMenus(document);
followLiveParts(document);
narrowLists(document);
fillMaps(document);
dragOrders(document);

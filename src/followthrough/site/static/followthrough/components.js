// Starts the design system's own parts: the menu on a small screen, focus on an error summary.
import { initAll } from "../vendor/govuk-frontend.min.js";

// Their style sheet and scripts both look for these. A browser that runs modules supports them.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

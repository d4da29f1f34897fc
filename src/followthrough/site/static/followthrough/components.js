// Starts the design system's own parts: menu on a small screen, focus on an error summary, skip link.
import { initAll } from "../vendor/govuk-frontend.min.js";

initAll();

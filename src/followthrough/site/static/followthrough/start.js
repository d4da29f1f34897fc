// Before the page is drawn: says that scripts run, so that what needs one is shown.
document.documentElement.classList.add("has-script");
document.addEventListener("DOMContentLoaded", () => {
  document.body.classList.add("js-enabled");
  if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
});

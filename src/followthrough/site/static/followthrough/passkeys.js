// Lets a form use a passkey: its data-passkey names what the library's script does with it.
// Without scripts, or in a browser without passkeys, the form stays hidden.
const form = document.querySelector("[data-passkey]");

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  window.allauth.webauthn.forms[form.dataset.passkey]({
    ids: {
      login: "passkey_button",
      authenticate: "passkey_button",
      add: "passkey_button",
      passwordless: "id_passwordless",
      credential: form.querySelector("[name=credential]").id,
      data: "js_data",
    },
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    form.querySelector("[data-passkey-failed]").hidden = false;
  });
}

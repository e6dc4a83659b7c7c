// Security keys (WebAuthn): the browser's own JSON forms of the ceremony's options and answers.
export function keys() {
  const button = document.querySelector("[data-webauthn]");
  const told = document.getElementById("webauthn-data");
  if (!button || !told || !window.PublicKeyCredential) return;
  const data = JSON.parse(told.textContent);
  const options = data.creation_options || data.request_options;
  button.addEventListener("click", async () => {
    const form = document.getElementById("webauthn_form");
    const credential =
      button.dataset.webauthn === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
    form.querySelector("[name=credential]").value = JSON.stringify(credential.toJSON());
    form.submit();
  });
}

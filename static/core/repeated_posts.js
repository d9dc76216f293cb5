/* A form that was sent is not sent again by a second click; the portal itself takes it once, too. */

const LONGEST = 8000; // an answer may be a file: then the page stays, and so does its button

const buttons = (form) =>
  [...form.elements].filter((one) => one.type === "submit" && !one.disabled);

const wake = (waiting) => {
  for (const button of waiting) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  setTimeout(() => { // the pressed button's own value is sent first
    if (event.defaultPrevented || form.method !== "post") return;
    const waiting = buttons(form);
    for (const button of waiting) {
      button.disabled = true;
      button.setAttribute("aria-busy", "true");
    }
    setTimeout(() => wake(waiting), LONGEST);
    window.addEventListener("pageshow", () => wake(waiting), { once: true }); // back again
  });
});

/* Files are attached where they belong, one after another, while the page stays as it is. Without
   this module the same buttons send a form. */

const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const ask = (form, address, body, onProgress = () => {}, onSent = () => {}) => new Promise((answer) => {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) onProgress(Math.round((100 * event.loaded) / event.total));
  });
  request.upload.addEventListener("load", onSent);
  request.addEventListener("load", () => {
    const found = request.response;
    if (found && typeof found === "object") answer(found);
    else answer({ problem: form.dataset[request.status >= 500 ? "failed" : "refused"] });
  });
  for (const trouble of ["error", "abort", "timeout"]) {
    request.addEventListener(trouble, () => answer({ problem: form.dataset.failed }));
  }
  request.send(body);
});

class Place {
  constructor(box) {
    this.box = box;
    this.form = document.getElementById(`${box.id}-form`);
    this.input = box.querySelector('input[type="file"]');
    this.input.multiple = true;
    this.input.addEventListener("change", () => this.attach());
    box.querySelector(`button[form="${this.form.id}"]`).hidden = true;
    box.addEventListener("click", (event) => this.clicked(event));
    /* What happens here is nothing that the report's own form saves. */
    for (const name of ["input", "focusin", "focusout", "keydown"]) {
      box.addEventListener(name, (event) => event.stopPropagation());
    }
  }

  part(name) { return this.box.querySelector(`[data-evidence-${name}]`); }

  show(answer) {
    const problem = this.part("problem");
    problem.hidden = !answer.problem;
    problem.textContent = answer.problem || "";
    this.input.toggleAttribute("aria-invalid", Boolean(answer.problem));
    this.part("progress").textContent = answer.said || "";
    if (answer.items === undefined) return;
    this.part("items").innerHTML = answer.items;
    this.part("count").textContent = answer.count;
  }

  async attach() {
    const row = this.box.querySelector('select[name="row"]');
    const files = [...this.input.files];
    const problems = [];
    this.input.disabled = true;
    for (const file of files) {
      const body = new FormData(this.form);
      body.set("file", file);
      body.set("row", row ? row.value : "");
      const { sending, reading } = this.form.dataset;
      const say = (words, percent = 0) => {
        this.part("progress").textContent = filled(words, { name: file.name, percent });
      };
      say(sending);
      const answer = await ask(this.form, this.form.action, body,
        (percent) => say(sending, percent), () => say(reading));
      if (answer.problem) problems.push(`${file.name}: ${answer.problem}`);
      this.show({ ...answer, problem: problems.join(" ") });
    }
    this.input.disabled = false;
    this.input.value = "";
  }

  async clicked(event) {
    const button = event.target.closest("[data-evidence-remove]");
    if (!button) return;
    event.preventDefault();
    button.disabled = true;
    const answer = await ask(this.form, button.getAttribute("formaction"), new FormData(button.form));
    button.disabled = false;
    this.show(answer);
    this.input.focus();
  }
}

for (const box of document.querySelectorAll("details.evidence")) {
  if (box.querySelector('input[type="file"]')) new Place(box);
}

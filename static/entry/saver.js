/* Every change saves itself; with the line down it waits here and is tried again. */

const QUIET = 400;
const LONGEST = 900;
const PATIENCE = 20000;
const RETRIES = [2000, 4000, 8000, 15000, 30000];

const cookie = (name) =>
  document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) || "";

export class Saver {
  constructor({ live, drafts, status, messages, refresh }) {
    Object.assign(this, { live, drafts, status, messages, refresh });
    this.ids = new Map(); // name -> the newest edit that we made of it
    this.tried = new Map(); // name -> the text that was refused
    this.timer = this.latest = this.retry = 0;
    this.failures = 0;
    this.sending = null;
    this.closed = false;
    this.at = "";
    this.onClosed = () => {};
    this.onNotKept = () => {};
  }

  changed(input) {
    this.drafts.look(input);
    this.drafts.keep();
    if (!this.drafts.open.has(input.name)) {
      this.messages.clear(input);
      this.tried.delete(input.name);
    }
    if (this.closed) return;
    this.tell();
    clearTimeout(this.timer);
    this.latest ||= Date.now() + LONGEST;
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(QUIET, this.latest - Date.now())));
  }

  /* “Nothing this period” waits for its reason where one is asked, and the reason for it, while one is there. */
  waits(name) {
    const table = /^(?:nothing|reason):(\w+)$/.exec(name)?.[1];
    if (!table) return false;
    const { elements } = this.drafts.form;
    const reason = elements.namedItem(`reason:${table}`);
    const said = reason.value.trim() !== "";
    const ticked = elements.namedItem(`nothing:${table}`).checked;
    const asks = "asks" in reason.closest(".nothing").dataset;
    const alone = ticked ? asks && !said : said && this.drafts.storedOf(`nothing:${table}`) !== "on";
    return alone && reason.closest(".nothing").contains(document.activeElement);
  }

  payload() {
    const { drafts } = this;
    const inputs = Object.fromEntries([...drafts.open].filter(([name]) => !this.waits(name)));
    for (const name of Object.keys(inputs)) {
      const table = /^(?:nothing|reason):(\w+)$/.exec(name)?.[1];
      if (!table) continue; // what is said of a table goes together
      const { elements } = drafts.form;
      inputs[`reason:${table}`] = elements.namedItem(`reason:${table}`).value.trim();
      if (elements.namedItem(`nothing:${table}`).checked) inputs[`nothing:${table}`] = "on";
      else delete inputs[`nothing:${table}`];
    }
    const ticks = Object.keys(inputs).filter((name) => name.startsWith("reason:")).map((name) => `nothing:${name.slice(7)}`);
    const before = Object.fromEntries([...Object.keys(inputs), ...ticks].map((name) => [name, drafts.storedOf(name)]));
    const sent = Object.fromEntries(Object.keys(inputs).filter((name) => drafts.sent.has(name))
      .map((name) => [name, drafts.sent.get(name)]));
    return { inputs, before, sent };
  }

  get isFresh() {
    return [...this.drafts.open].some(([name, text]) => this.tried.get(name) !== text && !this.waits(name));
  }

  flush({ leaving = false } = {}) {
    clearTimeout(this.timer);
    this.latest = 0;
    if (this.closed || !this.isFresh) return Promise.resolve();
    if (this.sending && !leaving) return this.sending.then(() => this.flush());
    if (!navigator.onLine) return Promise.resolve(this.failed("offline"));
    const body = this.payload();
    this.sending = this.send(body, leaving).finally(() => { this.sending = null; });
    return this.sending;
  }

  async send(body, leaving) {
    if (!leaving) this.status.say("saving");
    for (const [name, text] of Object.entries(body.inputs)) this.drafts.sent.set(name, text);
    this.drafts.keep();
    const { user, revision, save } = this.live;
    let response;
    try {
      response = await fetch(save, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie(this.live.cookie) },
        body: JSON.stringify({ user, revision, shown: this.refresh.key, ...body }),
        keepalive: leaving,
        signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
      });
    } catch {
      this.failed(navigator.onLine ? "trouble" : "offline");
      return;
    }
    const answer = await response.json().catch(() => ({}));
    if (response.status < 500) for (const name of Object.keys(body.inputs)) this.drafts.sent.delete(name);
    if (response.ok) this.stored(answer, body.inputs);
    else this.refused(response.status, answer, body.inputs);
  }

  stored(answer, sent) {
    this.failures = 0;
    clearTimeout(this.retry);
    this.at = answer.at;
    const elements = this.drafts.form.elements;
    for (const [name, text] of Object.entries(sent)) {
      const input = elements.namedItem(name);
      const problem = answer.problems[name];
      if (name in answer.saved) {
        this.tried.delete(name);
        this.drafts.settle(name, text, answer.saved[name]);
        if (answer.edit) this.ids.set(name, answer.edit);
        if (input && !this.drafts.open.has(name)) this.messages.clear(input);
      } else this.tried.set(name, text);
      if (!input || !problem) continue;
      if (answer.conflicts[name]) this.clash(input, answer.conflicts[name]);
      else this.messages.refuseLater(input, problem, answer.offers[name]);
    }
    this.notKept(answer.notKept, sent);
    this.unchecked(sent);
    for (const [name, words] of Object.entries(answer.problems)) {
      const input = elements.namedItem(name); // a row's number may ask for the row's text
      if (input && !(name in sent)) this.messages.refuse(input, words);
    }
    this.drafts.keep();
    this.refresh.show(answer);
    this.tell();
    if (this.isFresh) this.changedAgain();
  }

  /* What has no place in the report: said where it was typed, or above the form. */
  notKept(found, sent) {
    const lost = {};
    for (const [name, words] of Object.entries(found)) {
      const input = this.drafts.form.elements.namedItem(name);
      if (input instanceof HTMLElement) this.messages.refuse(input, words);
      else lost[name] = { label: words, after: sent[name] };
      this.drafts.drop(name);
    }
    if (Object.keys(lost).length) this.onNotKept(lost);
  }

  /* An empty tick is not sent by name: it went with its reason. */
  unchecked(sent) {
    for (const name of Object.keys(sent)) {
      const tick = name.startsWith("reason:") && `nothing:${name.slice(7)}`;
      if (tick && !(tick in sent) && !this.tried.has(name)) this.drafts.settle(tick, "", "");
    }
  }

  changedAgain() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), QUIET);
  }

  clash(input, found) {
    this.messages.clash(input, found, (takeTheirs) => {
      this.messages.clear(input);
      this.tried.delete(input.name);
      this.drafts.choose(input.name, found.theirs, takeTheirs);
    });
  }

  refused(status, answer, sent) {
    if (answer.kind === "closed" || answer.kind === "missing") this.close(answer.reason);
    else if (answer.kind === "person") this.failed("person", answer.reason);
    else if (status === 401 || status === 403) this.failed("signedOut");
    else if (answer.kind === "unreadable") {
      for (const [name, text] of Object.entries(sent)) this.tried.set(name, text);
      this.status.say("unreadable", { reason: answer.reason });
    } else this.failed("trouble");
  }

  failed(name, reason = "") {
    this.drafts.keep();
    const { words, signIn } = this.live;
    const more = [];
    if (name === "signedOut") {
      const link = document.createElement("a");
      Object.assign(link, { href: signIn, target: "_blank", rel: "noopener", textContent: words.signIn });
      more.push(" ", link);
    }
    this.status.say(this.drafts.outbox.works ? name : "notKept", { count: this.drafts.open.size, reason }, ...more);
    clearTimeout(this.retry);
    const wait = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.retry = setTimeout(() => this.flush(), wait);
  }

  /* The portal answers again. */
  back() {
    if (this.isFresh) this.flush();
    else {
      this.failures = 0;
      this.tell();
    }
  }

  close(reason) {
    if (this.closed) return;
    this.closed = true;
    this.status.say("closed", { reason });
    this.onClosed(reason);
  }

  tell() {
    const { size } = this.drafts.open;
    if (this.failures && size) return;
    if (!this.drafts.outbox.works && size) this.status.say("notKept");
    else if (this.isFresh) this.status.say("typing");
    else if (size) this.status.say("partly", { time: this.at, count: size });
    else this.status.say(this.at ? "saved" : "clean", { time: this.at });
  }
}

/* How it stands with saving, in words with an icon. */

export const fill = (words, parts = {}) => words.replace(/\{(\w+)\}/g, (_all, name) => parts[name] ?? "");

const SVG = "http://www.w3.org/2000/svg";

export const icon = (live, name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${live.icons}#${name}`);
  svg.append(use);
  return svg;
};

const LOOKS = {
  saved: ["accepted", "state-accepted"], clean: ["accepted", "soft"], saving: ["awaited", "soft"],
  typing: ["draft", "soft"], partly: ["high", "state-high"], offline: ["offline", "state-medium"],
  trouble: ["offline", "state-medium"], signedOut: ["closed", "state-medium"], closed: ["closed", "state-high"],
  person: ["closed", "state-high"], notKept: ["medium", "state-medium"],
  others: ["notice", "soft"], unreadable: ["high", "state-high"],
};

export class Status {
  constructor(live, place) {
    this.live = live;
    this.place = place;
    this.name = "";
    this.kept = "";
  }

  /* Words that stay beside every state until the next change by hand. */
  keep(name) { this.kept = name ? this.live.words[name] : ""; }

  say(name, parts = {}, ...more) {
    const said = fill(this.live.words[name] || "{reason}", parts);
    const text = this.kept ? `${said} ${this.kept}` : said;
    if (this.name === name && this.text === text) return;
    this.name = name;
    this.text = text;
    const [sign, look] = LOOKS[name];
    this.place.className = `save-state state ${look}`;
    const words = document.createElement("span");
    words.append(text, ...more);
    this.place.replaceChildren(icon(this.live, sign), words);
    this.place.dataset.state = name;
  }
}

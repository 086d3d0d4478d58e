// What the scripts of several pages share. It stands first in the file that every page loads.
"use strict";
const criba = {
  /** Whether what is typed here is text, and no shortcut. */
  isField: (el) => Boolean(el) && (el.isContentEditable || (/^(input|textarea|select)$/i.test(el.tagName) && !/^(checkbox|radio|button|submit)$/i.test(el.type || ""))),

  /** The keys of a page's own list; each says whether it took the key. They are asked only where a
   *  letter is a shortcut: outside of fields and dialogs, and not behind a g. */
  shortcuts: [],

  /** What is done with each part of a page that comes into it, which is at first the whole page. */
  wires: [],
  wire(part) { for (const one of this.wires) one(part); },

  /** Says something beside what it is about, or on top of the page. */
  tell(text, beside) {
    document.querySelector(".told")?.remove();
    const line = document.createElement("p");
    line.className = "note warn told";
    line.setAttribute("role", "status");
    line.textContent = text;
    if (beside?.isConnected) beside.after(line); else (document.querySelector(".qh") || document.getElementById("main"))?.prepend(line);
  },

  /** The key that makes a form count once. Browsers keep `crypto.randomUUID` to https, and a team
   *  may reach its own server by http. */
  makeKey: () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),

  /** Puts a text on the clipboard, and says whether it is there. */
  async copy(text) {
    const isDone = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (isDone) return true;
    // Over http there is no clipboard to write to, but what is selected can be copied.
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.className = "sr";
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    focused?.focus?.({ preventScroll: true });
    return isCopied;
  },

  /** Says for a moment what became of a key that changes nothing on the page. */
  say(text) {
    const line = document.getElementById("flash");
    if (!line || !text) return;
    line.textContent = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (line.textContent = ""), 4000);
  },
};

// Puts a form of Criba where this script stands. Without it, a plain form or a link does the same.
(function () {
  "use strict";
  var own = document.currentScript;
  if (!own) return;
  var address = own.src.replace(/\.js(\?.*)?$/, "");
  var place = document.createElement("div");
  place.className = "criba-f";
  own.parentNode.insertBefore(place, own);
  var asked = new URLSearchParams(location.search);
  var query = new URLSearchParams({ parte: "1", landing: location.href, referrer: document.referrer });
  asked.forEach(function (value, name) { if (/^utm_/.test(name)) query.set(name, value); });

  // Who sent the form is asked the next questions when they come back. A browser keeps Criba's own
  // cookie from other sites, so that this site keeps the same, once they have sent it.
  var kept = "criba " + new URL(address).host;
  function known() { try { return localStorage.getItem(kept) || ""; } catch (error) { return ""; } }
  function know(ticket) { try { ticket ? localStorage.setItem(kept, ticket) : localStorage.removeItem(kept); } catch (error) {} }

  function said(text) {
    var note = place.querySelector(".criba-said");
    if (!note) {
      note = document.createElement("p");
      note.className = "criba-said";
      note.setAttribute("role", "alert");
      place.insertBefore(note, place.firstChild);
    }
    note.textContent = text;
    return note;
  }

  function clear(form) {
    form.querySelectorAll(".e").forEach(function (error) { error.remove(); });
    form.querySelectorAll("[aria-invalid]").forEach(function (field) {
      field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", (field.getAttribute("aria-describedby") || "").replace(/\S+-error/, "").trim());
    });
  }

  function wrong(form, answer) {
    said(answer.message);
    var first;
    (answer.errors || []).forEach(function (error) {
      var field = form.querySelector("#" + CSS.escape(error.field));
      if (!field) return;
      var note = document.createElement("p");
      note.className = "e";
      note.id = error.field + "-error";
      note.textContent = error.message;
      field.insertAdjacentElement(field.tagName === "FIELDSET" ? "beforeend" : "afterend", note);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", ((field.getAttribute("aria-describedby") || "") + " " + note.id).trim());
      first = first || field;
    });
    if (first) first.focus();
  }

  function send(event) {
    var form = event.target, button = form.querySelector("button");
    event.preventDefault();
    clear(form);
    button.disabled = true;
    fetch(address + (known() && "?" + new URLSearchParams({ conocido: known() })), { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        button.disabled = false;
        if (!answer.ok) return wrong(form, answer);
        if (answer.ticket) know(answer.ticket);
        if (answer.url) return void (location.href = answer.url);
        place.textContent = "";
        var note = said(answer.thanks);
        note.setAttribute("role", "status");
        note.tabIndex = -1;
        note.focus();
      })
      .catch(function () { form.removeEventListener("submit", send); button.disabled = false; form.submit(); });
  }

  function load() {
    query.delete("conocido");
    if (known()) query.set("conocido", known());
    fetch(address + "?" + query, { headers: { Accept: "text/html" } })
      .then(function (answer) { if (!answer.ok) throw answer; return answer.text(); })
      .then(function (html) {
        place.innerHTML = html;
        var form = place.querySelector("form");
        form.action = address;
        var page = form.querySelector("[name=page]") || form.appendChild(document.createElement("input"));
        page.type = "hidden"; page.name = "page"; page.value = location.href;
        form.addEventListener("submit", send);
        steps(form, address);
        // Somebody else at the same browser begins anew.
        var other = place.querySelector("a[href$='?nuevo=1']");
        if (other) other.addEventListener("click", function (event) { event.preventDefault(); know(""); load(); });
      })
      .catch(function () {
        var link = document.createElement("a");
        link.href = link.textContent = address;
        place.appendChild(link);
      });
  }
  load();
})();

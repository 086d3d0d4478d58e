// Tells that somebody began, and after which question they left: counts alone, of nobody.
function steps(form, address) {
  "use strict";
  var last = "";
  if (!navigator.sendBeacon) return;
  function tell(what, of) { navigator.sendBeacon(address + "/paso", new URLSearchParams([[what, of]])); }
  form.addEventListener("input", function (event) {
    last = event.target.name;
    if (form.elements.begun) return;
    var begun = form.appendChild(document.createElement("input"));
    begun.type = "hidden"; begun.name = "begun"; begun.value = "1";
    tell("empezado", "1");
  });
  form.addEventListener("submit", function () { last = ""; });
  addEventListener("pagehide", function () { if (last && form.isConnected) tell("quedo", last); });
}

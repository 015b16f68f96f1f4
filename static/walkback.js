// Small comforts on top of pages that work without any script.
(function () {
  "use strict";

  // One swap may bring several things to say, and the same thing twice: they are said once, together.
  var toSay = [];

  function announce(text) {
    var region = document.getElementById("announcement");
    if (!region || !text || toSay.indexOf(text) >= 0) { return; }
    if (!toSay.length) {
      region.textContent = "";
      window.setTimeout(function () { region.textContent = toSay.splice(0).join(" "); }, 50);
    }
    toSay.push(text);
  }

  function complain(text) {
    var messages = document.getElementById("messages");
    if (!messages) { return; }
    var line = document.createElement("p");
    line.className = "message error";
    line.setAttribute("role", "alert");
    line.textContent = text;
    messages.replaceChildren(line);
  }

  // A part that arrives with data-announce says in words what changed; a message is said as it stands.
  document.addEventListener("htmx:load", function (event) {
    var part = event.detail.elt;
    if (!part || !part.querySelector) { return; }
    if (part.id === "messages") { announce(part.textContent.trim().replace(/\s+/g, " ")); return; }
    var words = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
    if (words) { announce(words.dataset.announce); }
  });

  // The session ended in another window: show the login page, not a piece of it.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answer = event.detail.xhr;
    var asked = event.detail.pathInfo ? event.detail.pathInfo.requestPath : "";
    if (answer.responseURL && new URL(answer.responseURL).pathname.indexOf("/login/") >= 0 && asked.indexOf("/login/") < 0) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });

  document.addEventListener("htmx:sendError", function () {
    complain("The server did not answer. Nothing was changed; try again in a moment.");
  });

  document.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    complain(status === 403
      ? "Your account does not have the right to do this. Nothing was changed."
      : "That did not work, and nothing was changed. Reload the page and try again.");
  });

  // A menu closes with Escape and when something else is clicked.
  document.addEventListener("keydown", function (event) {
    var menu = document.querySelector("details.menu[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });
}());

// The reading view, for editors: words selected in the text become a quotation, or the answer to another statement.
// Without this script "Mark a quotation" asks for the first and the last words on a page of its own.
(function () {
  "use strict";

  var chosen = null;

  function text() { return document.getElementById("text"); }
  function bar() { return document.querySelector(".selection-bar"); }
  function panel() { return document.getElementById("mark-panel"); }

  function writing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function say(words) { document.getElementById("announcement").textContent = words; }

  // The bar stands below the words, and in the order of the page right behind their paragraph: Tab leads to it.
  function show(found) {
    var place = bar();
    var line = found.paragraph.closest(".line");
    if (line && text().contains(line) && place.parentElement !== line) { line.appendChild(place); }
    if (place.hidden) {
      say("Words selected. Tab leads to the ways to mark them" + (text().dataset.shortcuts === "on" ? ", or press m or l." : "."));
    }
    place.hidden = false;
    var around = place.offsetParent.getBoundingClientRect();
    var words = found.range.getBoundingClientRect();
    var left = Math.min(words.left - around.left, around.width - place.offsetWidth);
    place.style.left = Math.max(0, left) + "px";
    place.style.top = words.bottom - around.top + 6 + "px";
  }

  function look() {
    var inside = document.activeElement && document.activeElement.closest(".selection-bar, #mark-panel");
    var found = window.walkbackSelection("article.reading");
    if (found && !inside) {
      chosen = found;
      show(found);
    } else if (!found && !inside) {
      bar().hidden = true;
    }
  }

  function rest() {
    text().setAttribute("tabindex", "-1");
    text().focus({ preventScroll: true });
  }

  function close() {
    panel().hidden = true;
    document.getElementById("mark-form").replaceChildren();
    rest();
  }

  function open(button) {
    if (!chosen) { return; }
    var address = button.dataset.mark + "?start=" + chosen.start + "&end=" + chosen.end;
    if (button.dataset.answers) { address += "&answers=1"; }
    bar().hidden = true;
    panel().hidden = false;
    window.htmx.ajax("GET", address, { target: "#mark-form", swap: "innerHTML" });
  }

  document.addEventListener("selectionchange", look);

  // A click on the bar must not take the selection away before it is read.
  document.addEventListener("mousedown", function (event) {
    if (event.target.closest(".selection-bar")) { event.preventDefault(); }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest(".selection-bar button");
    if (button) { open(button); }
    if (event.target.closest("[data-close]")) { close(); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      if (!panel().hidden) { close(); } else { bar().hidden = true; }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) { return; }
    if (bar().hidden || event.target.closest(".selection-bar")) { return; }
    if (event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      bar().querySelector("button").focus();
    }
    if (text().dataset.shortcuts !== "on") { return; }
    var button = bar().querySelector('[data-key="' + event.key + '"]');
    if (button) {
      event.preventDefault();
      open(button);
    }
  });

  // Whoever writes the words by hand means these, and not what was selected.
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-mends]");
    if (form && /^(begins|ends)$/.test(event.target.name)) {
      form.elements.start.value = "";
      form.elements.end.value = "";
    }
  });

  // A form has come: its first field that waits for something has the focus.
  document.addEventListener("htmx:load", function (event) {
    var form = event.detail.elt.closest && event.detail.elt.closest("#mark-panel, #text");
    if (!form) { return; }
    if (panel().hidden) { rest(); return; }
    var field = panel().querySelector("[aria-invalid=true], [name=speaker], [name=relation]");
    if (field && !panel().contains(document.activeElement)) { field.focus({ preventScroll: true }); }
  });
}());

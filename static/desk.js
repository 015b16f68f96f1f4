// The desk: keys, and words selected in the text. Everything here can also be done with the buttons and the fields.
(function () {
  "use strict";

  function review() { return document.getElementById("review"); }

  function shown(element) { return element && element.getClientRects().length > 0; }

  function writing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  // --- Keys ---------------------------------------------------------------------------------------------------------

  function open(details, field) {
    details.open = true;
    var wanted = field && details.querySelector('[name="' + field + '"]');
    (wanted || details.querySelector("summary")).focus();
  }

  var FIELDS = { e: "begins", s: "speaker", l: "relation" };

  function act(key) {
    if (key === "?") {
      var list = document.getElementById("keys");
      list.open = !list.open;
      if (list.open) { list.querySelector("summary").focus(); }
      return true;
    }
    var button = review().querySelector('[data-key="' + key + '"]');
    if (shown(button)) { button.click(); return true; }
    var details = FIELDS[key] && review().querySelector('details[data-opens*="' + key + '"]');
    if (details) { open(details, FIELDS[key]); return true; }
    return false;
  }

  document.addEventListener("keydown", function (event) {
    var part = review();
    if (!part || part.dataset.shortcuts !== "on" || event.defaultPrevented) { return; }
    if (event.key === "Escape" && event.target.closest("details.mend")) {
      var details = event.target.closest("details.mend");
      details.open = false;
      details.querySelector("summary").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) { return; }
    // Two presses in one breath decide once: the second would fall on a card that nobody has seen.
    if (part.querySelector(".htmx-request") || part.classList.contains("htmx-request")) { return; }
    if (act(event.key)) { event.preventDefault(); }
  });

  // --- Words selected in the text -----------------------------------------------------------------------------------

  function first(words) { return words.split(/\s+/).slice(0, 5).join(" "); }
  function last(words) { return words.split(/\s+/).slice(-5).join(" "); }

  function fill(form, start, end, words) {
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.begins.value = first(words);
    form.elements.ends.value = last(words);
    form.querySelector(".selected").textContent = "Selected: “" + words + "”";
  }

  function take() {
    var found = window.walkbackSelection("[data-passage]");
    var form = found && document.querySelector('form[data-mends="' + found.holder.dataset.passage + '"]');
    var details = form && form.closest("details");
    if (form && (!details || details.open)) { fill(form, found.start, found.end, found.words); }
  }

  document.addEventListener("mouseup", function () { window.setTimeout(take, 0); });
  document.addEventListener("keyup", function (event) { if (event.shiftKey) { take(); } });

  // Whoever writes the words by hand means these, and not what was selected before.
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-mends]");
    if (form && /^(begins|ends)$/.test(event.target.name)) {
      form.elements.start.value = "";
      form.elements.end.value = "";
      form.querySelector(".selected").textContent = "";
    }
  });

  // --- What works only with a script --------------------------------------------------------------------------------

  function reveal(part) {
    part.querySelectorAll(".with-script[hidden]").forEach(function (element) { element.hidden = false; });
  }
  document.addEventListener("htmx:load", function (event) { reveal(event.detail.elt); });
  document.addEventListener("DOMContentLoaded", function () { reveal(document); });

  document.addEventListener("change", function (event) {
    var name = event.target.dataset.ticks;
    if (name) {
      document.querySelectorAll('input[type="checkbox"][name="' + name + '"]').forEach(function (box) { box.checked = event.target.checked; });
    }
  });
}());

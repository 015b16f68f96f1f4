// Words selected in a text, as offsets into it. A paragraph says in data-start at which offset it begins.
(function () {
  "use strict";

  // The database counts code points, a string of the browser counts UTF-16 units.
  function codePoints(text) { return Array.from(text).length; }

  function elementOf(node) { return node.nodeType === Node.TEXT_NODE ? node.parentElement : node; }

  function offset(node, at) {
    var element = elementOf(node);
    var paragraph = element && element.closest("[data-start]");
    if (!paragraph) { return null; }
    var range = document.createRange();
    range.selectNodeContents(paragraph);
    range.setEnd(node, at);
    return Number(paragraph.dataset.start) + codePoints(range.toString());
  }

  // What is selected within an element that fits `selector`: {holder, paragraph, start, end, words, range}, else null.
  window.walkbackSelection = function (selector) {
    var selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) { return null; }
    var range = selection.getRangeAt(0);
    var holder = elementOf(range.commonAncestorContainer).closest(selector);
    var paragraph = elementOf(range.startContainer).closest("[data-start]");
    var words = selection.toString().trim().replace(/\s+/g, " ");
    var start = offset(range.startContainer, range.startOffset);
    var end = offset(range.endContainer, range.endOffset);
    if (!holder || !paragraph || !words || start === null) { return null; }
    // A triple click ends in front of the next paragraph.
    if (end === null) { end = Number(paragraph.dataset.start) + codePoints(paragraph.textContent); }
    if (end <= start) { return null; }
    return { holder: holder, paragraph: paragraph, start: start, end: end, words: words, range: range };
  };
}());

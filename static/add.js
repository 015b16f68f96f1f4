// Files dropped anywhere on the big field go to the field for files. Without this script, they are chosen there.
(function () {
  "use strict";
  var zone = document.getElementById("drop");
  var files = document.getElementById("id_documents");
  if (!zone || !files || !window.DataTransfer) { return; }

  function holdsFiles(event) {
    return Array.from(event.dataTransfer.types).indexOf("Files") >= 0;
  }
  zone.addEventListener("dragover", function (event) {
    if (!holdsFiles(event)) { return; }
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", function () { zone.classList.remove("over"); });
  zone.addEventListener("drop", function (event) {
    zone.classList.remove("over");
    if (!holdsFiles(event)) { return; }
    event.preventDefault();
    files.files = event.dataTransfer.files;
    files.focus();
  });
}());

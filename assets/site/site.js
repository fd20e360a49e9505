"use strict";
(() => {
  const form = document.querySelector("form"), field = document.querySelector("#words"), told = document.querySelector("#found");
  const fold = (text) => text.normalize("NFC").toLowerCase();
  const reports = [...document.querySelectorAll("main li")].map((item) => [item, fold(item.textContent)]);
  const look = () => {
    const words = fold(field.value).split(/\s+/u).filter(Boolean);
    let count = 0;
    for (const [item, text] of reports) {
      item.hidden = !words.every((word) => text.includes(word));
      count += item.hidden ? 0 : 1;
    }
    told.textContent = words.length ? `${count} of ${reports.length} ${reports.length === 1 ? "report" : "reports"}` : "";
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", look);
  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  form.hidden = false;
  look();
})();

// Search over the quotes of a report: marks those that have the words, and goes from one to the next.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const quotes = Array.from(document.querySelectorAll(".quote"));
  if (!form || !quotes.length) return;
  const field = form.querySelector("input");
  const says = form.querySelector("output");
  const plain = (text) => text.normalize("NFC").toLocaleLowerCase().replace(/\s+/g, " ").trim();
  const texts = quotes.map((quote) => plain(quote.textContent));
  let hits = [];
  let place = -1;

  function search() {
    const words = plain(field.value).split(" ").filter(Boolean);
    hits = [];
    place = -1;
    quotes.forEach((quote, number) => {
      const hit = words.length > 0 && words.every((word) => texts[number].includes(word));
      quote.classList.toggle("hit", hit);
      quote.classList.remove("here");
      if (hit) hits.push(quote);
    });
    says.textContent = words.length ? form.dataset.found.replace("%1", hits.length).replace("%2", quotes.length) : "";
  }

  function go(step) {
    if (!hits.length) return;
    if (place >= 0) hits[place].classList.remove("here");
    place = (place + step + hits.length) % hits.length;
    hits[place].classList.add("here");
    hits[place].scrollIntoView({ block: "center" });
    says.textContent = form.dataset.place.replace("%1", place + 1).replace("%2", hits.length);
  }

  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(1);
  });
  form.querySelector("button[type=button]").addEventListener("click", () => go(place < 0 ? 0 : -1));
  form.hidden = false;
})();

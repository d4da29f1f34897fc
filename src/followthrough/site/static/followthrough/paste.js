// Keeps what the clipboard holds beside the text, so that a copied table is read as the table that it was.
const text = document.querySelector("textarea[name=text]");
const markup = document.querySelector("input[name=markup]");
const said = document.querySelector("[data-pasted]");
const LONGEST = 3_000_000; // letters; a form may hold 5 MB

function keep(words) {
  markup.value = words;
  said.textContent = words ? "The table is kept with its rows and columns." : "";
}

text.addEventListener("paste", (event) => {
  const copied = event.clipboardData.getData("text/html");
  const isWhole = text.value.trim() === "" || text.selectionEnd - text.selectionStart === text.value.length;
  const isTable = /<table/i.test(copied) && copied.length < LONGEST;
  // The box changes after this event, and that change is no edit of the table.
  setTimeout(() => keep(isTable && isWhole ? copied : ""));
});

text.addEventListener("input", () => {
  if (markup.value) keep("");
});

// Says back how a date is read and what the dates imply while a return is written.
const form = document.querySelector("form[data-reading]");
let asked = 0;

async function readBack() {
  const number = ++asked;
  try {
    const answer = await fetch(form.dataset.reading, { method: "POST", body: new FormData(form) });
    if (!answer.ok || answer.redirected) return;
    const { pieces = {} } = await answer.json();
    // What was asked later has a newer answer.
    if (number !== asked) return;
    for (const [place, markup] of Object.entries(pieces)) show(document.getElementById(place), markup);
  } catch {
    // Saving says the same.
  }
}

// A screen reader says what changes, so what is the same is left alone.
function show(piece, markup) {
  const words = document.createElement("div");
  words.innerHTML = markup;
  if (piece.textContent.trim() !== words.textContent.trim()) piece.innerHTML = markup;
}

if (form) form.addEventListener("change", readBack);

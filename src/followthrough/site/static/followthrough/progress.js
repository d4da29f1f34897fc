// Follows the reading of a file: shows each step, and what comes next when it is done.
const place = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(place.dataset.progress);
    if (answer.status === 204 || answer.redirected) {
      location.reload();
      return;
    }
    const words = await answer.text();
    // A screen reader says what changes, so what is the same is left alone.
    if (answer.ok && words !== place.innerHTML) place.innerHTML = words;
  } catch {
    // The next look may be answered.
  }
  setTimeout(look, 1000);
}

// Most files are read in less than a second.
setTimeout(look, 300);

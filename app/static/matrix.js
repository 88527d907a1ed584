// The matrix of measures by keyboard: arrows move between the years, Enter opens the link as it always does.
"use strict";

function rowsOf(matrix) {
  return [...matrix.querySelectorAll("[data-matrix-row]")]
    .map((row) => [...row.querySelectorAll("[data-matrix-cell]")])
    .filter((cells) => cells.length);
}

// One cell at a time is in the order of Tab, so that a large table is passed with one press.
function makeCurrent(rows, cell) {
  for (const other of rows.flat()) other.tabIndex = other === cell ? 0 : -1;
}

function neighbour(rows, cell, key) {
  const row = rows.findIndex((cells) => cells.includes(cell));
  const column = rows[row].indexOf(cell);
  const within = (cells) => cells?.[Math.min(column, cells.length - 1)];
  switch (key) {
    case "ArrowLeft": return rows[row][column - 1];
    case "ArrowRight": return rows[row][column + 1];
    case "ArrowUp": return within(rows[row - 1]);
    case "ArrowDown": return within(rows[row + 1]);
    case "Home": return rows[row][0];
    case "End": return rows[row].at(-1);
    default: return undefined;
  }
}

function makeMatrix(matrix) {
  const rows = rowsOf(matrix);
  if (!rows.length) return;
  // Coming back from a cell, the focus is where it was.
  const returned = rows.flat().find((cell) => `#${cell.id}` === window.location.hash);
  makeCurrent(rows, returned ?? rows[0][0]);
  returned?.focus();
  matrix.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-matrix-cell]")) makeCurrent(rows, event.target);
  });
  matrix.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!event.target.matches("[data-matrix-cell]")) return;
    const next = neighbour(rows, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  document.querySelector("[data-matrix-hint]")?.removeAttribute("hidden");
}

document.querySelectorAll("[data-matrix]").forEach(makeMatrix);

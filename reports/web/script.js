"use strict";
(() => {
  const table = document.getElementById("table");
  const rows = [...table.tBodies[0].rows];
  const packed = JSON.parse(document.getElementById("cells").textContent);
  const shown = document.getElementById("shown");
  const lang = document.documentElement.lang;
  const collator = new Intl.Collator(lang, { numeric: true });

  // a search finds a word however it is typed: without tones, accents and case
  const folded = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  const by = (row, column) => row.cells[column].dataset.by;

  function compare(a, b, column, sign) {
    const one = by(a, column), other = by(b, column);
    if (one === "" || other === "") return (one === "") - (other === ""); // what is empty stands last
    const numbers = [Number(one), Number(other)];
    const differ = numbers.some(Number.isNaN) ? collator.compare(one, other) : numbers[0] - numbers[1];
    return sign * differ;
  }

  function sort(sorted, column) {
    const heads = [...sorted.tHead.rows[0].cells];
    const rising = heads[column].getAttribute("aria-sort") !== "ascending";
    heads.forEach((head) => head.setAttribute("aria-sort", "none"));
    heads[column].setAttribute("aria-sort", rising ? "ascending" : "descending");
    const lines = [...sorted.tBodies[0].rows];
    lines.sort((a, b) => compare(a, b, column, rising ? 1 : -1));
    sorted.tBodies[0].append(...lines);
  }

  for (const grid of document.querySelectorAll("table.grid"))
    [...grid.tHead.rows[0].cells].forEach((head, column) =>
      head.querySelector("button").addEventListener("click", () => sort(grid, column)));

  document.getElementById("order").addEventListener("change", (event) => {
    const column = Number(event.target.value);
    table.tHead.rows[0].cells[column].setAttribute("aria-sort", "none");
    sort(table, column);
  });

  const search = document.getElementById("search");
  const filters = ["status", "field", "lead"].map((name) => [name, document.getElementById("by-" + name)]);
  const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));

  function filter() {
    const words = folded(search.value).split(/\s+/);
    let count = 0;
    for (const row of rows) {
      const chosen = filters.every(([name, select]) => !select.value || row.dataset[name] === select.value);
      row.hidden = !(chosen && words.every((word) => texts.get(row).includes(word)));
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = document.body.dataset.shown
      .replace("{count}", count).replace("{total}", rows.length);
  }

  search.addEventListener("input", filter);
  filters.forEach(([, select]) => select.addEventListener("change", filter));
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());

  function fill(one) {
    for (const cells of one.querySelectorAll("table[data-cells]")) {
      if (cells.tBodies[0].rows.length) continue;
      for (const line of packed.rows[cells.dataset.cells] || []) {
        const row = cells.tBodies[0].insertRow();
        line.forEach((value, n) => {
          const cell = row.insertCell();
          cell.textContent = packed.packed.includes(n) ? packed.names[value] : value;
          cell.dataset.head = cells.tHead.rows[0].cells[n].textContent;
        });
      }
    }
  }

  document.querySelectorAll("details.explained").forEach((one) =>
    one.addEventListener("toggle", () => one.open && fill(one)));

  // on a phone the tables of the report's kind are long: they open when they are asked for
  if (matchMedia("screen and (max-width: 45rem)").matches)
    document.querySelectorAll("details.of-kind").forEach((one) => { one.open = false; });

  function open() {
    const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!one || one.tagName !== "DETAILS") return;
    one.open = true;
    one.scrollIntoView();
    one.querySelector("summary").focus({ preventScroll: true });
  }

  // who came from a figure or a name goes back to it; what is pressed twice opens twice
  let opener = null;
  function back() {
    if (!opener || opener.closest("tr[hidden]")) return false;
    history.replaceState(null, "", "#indicators");
    opener.scrollIntoView({ block: "center" });
    opener.focus({ preventScroll: true });
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    if (!link.closest("details.explained")) {
      opener = link.hash.startsWith("#chi-tieu-") ? link : opener;
      if (link.hash === location.hash) open();
    } else if (link.hash === "#indicators" && back()) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const one = event.key === "Escape" && event.target.closest("details.explained[open]");
    if (!one) return;
    one.open = false;
    if (!back()) one.querySelector("summary").focus();
  });

  window.addEventListener("hashchange", open);
  open();
})();

// The map for reading and choosing: outlines fetched once, each area a named option that arrows, Enter and Escape reach.
// Streamlit calls the default export again on every change of data; what must outlive a call is kept by parent element.

const SVG = "http://www.w3.org/2000/svg";
const WIDE_ENOUGH_FOR_LABELS = 460;
const LABEL_PIXELS = 12.5;
const instances = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  let map = instances.get(parentElement);
  if (!map) {
    map = { choose: () => {}, data, paths: new Map(), placed: "" };
    instances.set(parentElement, map);
    const room = parentElement.querySelector(".room");
    map.room = room;
    say(room, data.words.loading);
    outlines(data.outlines).then(
      (found) => {
        build(map, found);
        paint(map);
        map.watcher = new ResizeObserver(() => place(map));
        map.watcher.observe(room);
      },
      () => say(room, map.data.words.failed),
    );
  }
  map.data = data;
  map.choose = (code) => setStateValue("selected", code);
  if (map.svg) paint(map);
  return () => {
    map.watcher?.disconnect();
    instances.delete(parentElement);
  };
}

function outlines(url) {
  const address = new URL(url, document.baseURI).href;
  const kept = (globalThis.ccareOutlines ??= new Map());
  if (!kept.has(address)) {
    const fetched = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    });
    fetched.catch(() => kept.delete(address)); // the next map tries again
    kept.set(address, fetched);
  }
  return kept.get(address);
}

function say(room, text) {
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  said.textContent = text;
  room.replaceChildren(said);
}

function make(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

// ---- building, once

function build(map, found) {
  map.outlines = found;
  // A listener for the focus makes the whole drawing a stop of its own, unless it is said that it is none.
  const svg = make("svg", { viewBox: found.view_box, role: "listbox", "aria-describedby": "hint", tabindex: -1 });
  patterns(svg);
  const context = make("g", { "aria-hidden": "true" }, svg);
  for (const land of found.context) make("path", { d: land.d, class: "context" }, context);
  const areas = make("g", { role: "presentation" }, svg);
  for (const [code, area] of Object.entries(found.areas)) {
    map.paths.set(code, make("path", { d: area.d, class: "area", "data-area": code }, areas));
  }
  map.marks = make("g", { "aria-hidden": "true" }, svg);
  map.labels = make("g", { "aria-hidden": "true" }, svg);
  map.places = make("g", { "aria-hidden": "true" }, svg);
  map.tip = document.createElement("div");
  map.tip.className = "tip";
  map.tip.hidden = true;
  map.tip.setAttribute("aria-hidden", "true"); // the option's name says the same
  map.hint = document.createElement("p");
  map.hint.id = "hint";
  map.hint.className = "unseen";
  map.svg = svg;
  map.room.replaceChildren(svg, map.tip, map.hint);
  listen(map);
}

function patterns(svg) {
  const defs = make("defs", {}, svg);
  const pattern = (name, marks) => {
    const tile = make("pattern", { id: name, width: 9, height: 9, patternUnits: "userSpaceOnUse" }, defs);
    make("rect", { width: 9, height: 9, style: "fill:var(--cc-pattern-ground)" }, tile);
    for (const [kind, attributes] of marks) make(kind, attributes, tile);
  };
  const ink = "stroke:var(--cc-pattern-ink);stroke-width:2;fill:none";
  pattern("not_published", [["path", { d: "M-2 2L2-2M0 9L9 0M7 11L11 7", style: ink }]]);
  pattern("not_reported", [["path", { d: "M0 4.5H9", style: ink }]]);
  pattern("suppressed", [["circle", { cx: 4.5, cy: 4.5, r: 2.2, style: "fill:var(--cc-pattern-ink)" }]]);
}

// ---- painting, on every change

function fillOf(cell, classes) {
  if (!cell) return "var(--cc-not_applicable)";
  if (cell.absence === "not_applicable") return "var(--cc-not_applicable)";
  if (cell.absence) return `url(#${cell.absence})`;
  return `var(--cc-class-${classes}-${cell.class_index})`;
}

function paint(map) {
  const { data, paths } = map;
  map.cells = new Map(data.cells.map((cell) => [cell.area, cell]));
  map.svg.setAttribute("aria-label", data.label);
  map.hint.textContent = data.words.hint;
  map.room.classList.toggle("compact", data.compact);
  if (!map.cells.has(map.current)) map.current = data.selected ?? data.cells[0]?.area;
  for (const [code, path] of paths) {
    const cell = map.cells.get(code);
    path.style.fill = fillOf(cell, data.classes);
    path.classList.toggle("quiet", !cell);
    if (!cell) {
      for (const name of ["role", "tabindex", "aria-label", "aria-selected"]) path.removeAttribute(name);
      path.setAttribute("aria-hidden", "true");
      continue;
    }
    path.removeAttribute("aria-hidden");
    path.setAttribute("role", "option");
    path.setAttribute("aria-label", cell.said);
    path.setAttribute("aria-selected", String(code === data.selected));
    path.setAttribute("tabindex", code === map.current ? "0" : "-1");
  }
  drawMarks(map);
  drawPlaces(map);
  map.placed = "";
  place(map);
}

function drawMarks(map, { hover, focus } = {}) {
  map.marks.replaceChildren();
  const draw = (code, ...kinds) => {
    const area = map.outlines.areas[code];
    if (area) for (const kind of kinds) make("path", { d: area.d, class: `mark ${kind}` }, map.marks);
  };
  if (hover) draw(hover, "hover");
  if (map.data.selected) draw(map.data.selected, "halo", "ring");
  if (focus) draw(focus, "halo", "focus-ring");
}

function unit(map) {
  const width = map.svg.getBoundingClientRect().width;
  return width ? map.outlines.width / width : 0;
}

function drawPlaces(map) {
  map.places.replaceChildren();
  const pixel = unit(map) || 1;
  for (const point of map.data.points) {
    const dot = make("circle", { cx: point.x, cy: point.y, r: 5 * pixel, "stroke-width": 1.5 * pixel, class: "place" }, map.places);
    make("title", {}, dot).textContent = point.said;
  }
}

// ---- labels: named areas, where there is room for words; a narrow map has its list below

function place(map) {
  const pixel = unit(map);
  const wanted = labelled(map);
  const state = JSON.stringify([Math.round(pixel * 50), wanted]);
  if (state === map.placed) return;
  map.placed = state;
  map.labels.replaceChildren();
  drawPlaces(map);
  if (!pixel || map.outlines.width / pixel < WIDE_ENOUGH_FOR_LABELS) return;
  const lands = [...map.paths].map(([code, path]) => ({ code, path, box: path.getBBox() }));
  const taken = wanted.map(({ area }) => around(map.outlines.areas[area], 9 * pixel));
  const boxes = [];
  for (const { area, lines } of wanted) {
    const text = write(map, lines, pixel);
    const { width, height } = text.getBBox();
    const spot = best(map, { area, width, height, lands, taken, boxes, pixel });
    if (!spot) {
      text.remove();
      continue;
    }
    boxes.push(spot);
    settle(map, text, spot, map.outlines.areas[area], pixel);
  }
}

function labelled(map) {
  const named = map.data.cells.filter((cell) => cell.label.length).map((cell) => ({ area: cell.area, lines: cell.label }));
  const chosen = map.cells.get(map.data.selected);
  if (chosen && !chosen.label.length) named.push({ area: chosen.area, lines: [chosen.name, chosen.text] });
  return named.filter(({ area }) => map.outlines.areas[area]);
}

function write(map, lines, pixel) {
  const size = LABEL_PIXELS * pixel;
  const text = make("text", { class: "label", "font-size": size, "stroke-width": 3 * pixel }, map.labels);
  lines.forEach((line, row) => {
    const span = make("tspan", { x: 0, y: (row + 0.8) * size * 1.2, class: row ? "" : "first" }, text);
    span.textContent = line;
  });
  return text;
}

const around = (point, reach) => ({ left: point.x - reach, right: point.x + reach, top: point.y - reach, bottom: point.y + reach });
const overlap = (a, b, room) =>
  a.left < b.right + room && a.right > b.left - room && a.top < b.bottom + room && a.bottom > b.top - room;

function best(map, { area, width, height, lands, taken, boxes, pixel }) {
  const from = map.outlines.areas[area];
  const edge = 8 * pixel;
  let found = null;
  for (const reach of [14, 30, 50, 76, 110, 150]) {
    for (const [x, y] of spots(from, reach * pixel, width, height)) {
      const spot = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
      if (spot.left < edge || spot.top < edge || spot.right > map.outlines.width - edge || spot.bottom > map.outlines.height - edge) continue;
      if (boxes.some((box) => overlap(spot, box, 6 * pixel)) || taken.some((dot) => overlap(spot, dot, 0))) continue;
      const cost = reach / 16 + covered(map, spot, area, lands);
      if (!found || cost < found.cost) found = { ...spot, cost };
    }
  }
  return found;
}

// Around a point at a distance: above and below, shifted sideways; left and right, shifted up and down.
function spots(from, reach, width, height) {
  const found = [];
  for (const side of [-1, 1]) {
    for (const part of [0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75]) found.push([from.x + part * width, from.y + side * (reach + height / 2)]);
    for (const part of [0, -0.5, 0.5, -1, 1]) found.push([from.x + side * (reach + width / 2), from.y + part * height]);
  }
  return found;
}

// Words stand best in the sea, badly on another area that is being talked about.
function covered(map, spot, own, lands) {
  let cost = 0;
  for (const { code, path, box } of lands) {
    const bounds = { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
    if (!overlap(spot, bounds, 0)) continue;
    const weight = code !== own && map.cells.get(code)?.label.length ? 5 : code === own ? 3 : 2;
    for (const right of [0, 0.25, 0.5, 0.75, 1]) {
      for (const down of [0, 0.5, 1]) {
        const point = new DOMPoint(spot.left + right * (spot.right - spot.left), spot.top + down * (spot.bottom - spot.top));
        if (path.isPointInFill(point)) cost += weight;
      }
    }
  }
  return cost;
}

function settle(map, text, spot, from, pixel) {
  const middle = (spot.left + spot.right) / 2;
  const side = from.x > spot.right ? "end" : from.x < spot.left ? "start" : "middle";
  const x = { end: spot.right, start: spot.left, middle }[side];
  text.setAttribute("text-anchor", side);
  text.setAttribute("transform", `translate(0 ${spot.top})`);
  for (const span of text.children) span.setAttribute("x", x);
  const to = {
    x: Math.min(Math.max(from.x, spot.left), spot.right),
    y: Math.min(Math.max(from.y, spot.top), spot.bottom),
  };
  const gap = side === "middle" ? 0 : (side === "end" ? 1 : -1) * 4 * pixel;
  const line = make("line", { class: "leader", x1: from.x, y1: from.y, x2: to.x + gap, y2: to.y }, map.labels);
  map.labels.prepend(line);
  make("circle", { class: "anchor", cx: from.x, cy: from.y, r: 3.5 * pixel, "stroke-width": 1.5 * pixel }, map.labels);
}

// ---- hearing

function listen(map) {
  const { svg } = map;
  svg.onpointermove = (event) => {
    const code = event.target.dataset?.area;
    if (!map.cells.has(code)) return leave(map);
    if (code !== map.hovered) show(map, code, { hover: code });
  };
  svg.onpointerleave = () => leave(map);
  svg.onclick = (event) => {
    const code = event.target.dataset?.area;
    if (map.cells.has(code)) choose(map, code);
  };
  svg.addEventListener("focusin", (event) => {
    const code = event.target.dataset?.area;
    if (code && event.target.matches(":focus-visible")) show(map, code, { focus: code });
  });
  svg.addEventListener("focusout", () => leave(map));
  svg.onkeydown = (event) => key(map, event);
}

function show(map, code, marks) {
  map.hovered = code;
  drawMarks(map, marks);
  const cell = map.cells.get(code);
  const area = map.outlines.areas[code];
  const name = document.createElement("b");
  name.textContent = cell.name;
  map.tip.replaceChildren(name, document.createTextNode(cell.text));
  map.tip.hidden = code === map.data.selected && map.labels.childElementCount > 0; // its words stand on the map already
  const box = map.svg.getBoundingClientRect();
  const scale = box.width / map.outlines.width;
  const half = map.tip.offsetWidth / 2;
  map.tip.style.left = `${Math.min(Math.max(area.x * scale, half + 4), box.width - half - 4)}px`;
  const above = area.y * scale;
  map.tip.classList.toggle("below", above < map.tip.offsetHeight + 20);
  map.tip.style.top = `${above}px`;
}

function leave(map) {
  map.hovered = undefined;
  map.tip.hidden = true;
  drawMarks(map);
}

function choose(map, code) {
  map.current = code;
  const chosen = code === map.data.selected ? null : code;
  map.data = { ...map.data, selected: chosen }; // shown at once; the server's answer confirms it
  paint(map);
  map.choose(chosen);
}

function key(map, event) {
  const code = event.target.dataset?.area;
  if (!map.cells.has(code) || event.ctrlKey || event.metaKey || event.altKey) return;
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const order = map.data.cells.map((cell) => cell.area);
  if (event.key in directions) go(map, neighbour(map, code, directions[event.key]));
  else if (event.key === "Home") go(map, order[0]);
  else if (event.key === "End") go(map, order.at(-1));
  else if (event.key === "Enter" || event.key === " ") choose(map, code);
  else if (event.key === "Escape") {
    leave(map);
    if (!map.data.selected) return;
    choose(map, map.data.selected);
    map.current = code;
  } else if (/^\p{L}$/u.test(event.key)) go(map, startingWith(map, order, code, event.key));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function go(map, code) {
  if (!code) return;
  for (const [other, path] of map.paths) if (map.cells.has(other)) path.setAttribute("tabindex", other === code ? "0" : "-1");
  map.current = code;
  map.paths.get(code).focus();
}

// The nearest area ahead, in a wide cone around the direction; sideways distance counts double.
function neighbour(map, from, [right, down]) {
  const here = map.outlines.areas[from];
  let nearest = null;
  for (const code of map.cells.keys()) {
    const there = map.outlines.areas[code];
    if (code === from || !there) continue;
    const along = (there.x - here.x) * right + (there.y - here.y) * down;
    const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * right);
    if (along <= 0 || aside > 2 * along) continue;
    const distance = along + 2 * aside;
    if (!nearest || distance < nearest.distance) nearest = { code, distance };
  }
  return nearest?.code;
}

function startingWith(map, order, from, letter) {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const later = [...order.slice(order.indexOf(from) + 1), ...order];
  return later.find((code) => plain(map.cells.get(code).name).startsWith(plain(letter)));
}

// What the page does beyond links and forms: keys, marks, sorting, columns, saved searches. Everything works without it too.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (words) => { $("#said").textContent = words; };
  const store = {
    get(name, usual) { try { return JSON.parse(localStorage.getItem("onrecord-" + name)) ?? usual; } catch { return usual; } },
    set(name, value) { try { localStorage.setItem("onrecord-" + name, JSON.stringify(value)); } catch { /* closed storage */ } },
  };
  
  // Light and dark
  const theme = $("#theme");
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("onrecord-theme", root.dataset.theme); } catch { /* closed storage */ }
    say(root.dataset.theme + " theme");
  });

  // On a small screen what narrows a list down starts closed
  if (matchMedia("(max-width: 1000px)").matches) $$("aside details, .filters").forEach((node) => { node.open = false; });
  document.documentElement.classList.remove("closing");

  // Buttons that need a script
  $$("button.copy").forEach((button) => {
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        say(button.dataset.copied);
        button.textContent = button.dataset.copied;
      } catch { say("the browser does not let this page copy"); }
    });
  });
  $$("button.print").forEach((button) => button.addEventListener("click", () => print()));

  // A request is on its way
  addEventListener("pagehide", () => document.body.classList.remove("waiting"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && link.origin === location.origin
        && link.pathname + link.search !== location.pathname + location.search && !/[?&]format=/.test(link.search)) wait();
  });
  document.addEventListener("submit", () => wait());
  function wait() { document.body.classList.add("waiting"); setTimeout(() => document.body.classList.remove("waiting"), 10000); }

  // Article: what belongs together lights up, in the text and in the list
  const related = new Map();
  $$("[data-of]").forEach((mark) => mark.dataset.of.split(" ").forEach((unit) => {
    if (!related.has(unit)) related.set(unit, []);
    related.get(unit).push(mark);
  }));
  $$("[data-unit]").forEach((item) => related.get(item.dataset.unit)?.push(item));
  const light = (units, on) => units.forEach((unit) => related.get(unit)?.forEach((node) => node.classList.toggle("lit", on)));
  const unitsOf = (node) => {
    const held = node.closest?.("[data-unit], [data-of]");
    if (!held) return [];
    return held.dataset.unit ? [held.dataset.unit] : held.getAttribute("href") ? [held.getAttribute("href").slice(3)] : held.dataset.of.split(" ");
  };
  if (related.size) {
    for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      document.addEventListener(start, (event) => light(unitsOf(event.target), true));
      document.addEventListener(end, (event) => light(unitsOf(event.target), false));
    }
  }

  // Tables: sort by a column of what is shown, choose columns
  $$("table.sortable").forEach((table) => {
    const heads = $$("thead th", table);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const number = head.classList.contains("number");
        const value = (row) => {
          const words = row.cells[column].textContent.trim();
          return number ? parseFloat(words.replace(/[,\s]/g, "")) || 0 : words;
        };
        const order = (a, b) => (number ? value(a) - value(b) : value(a).localeCompare(value(b))) * (up ? 1 : -1);
        const body = table.tBodies[0];
        body.append(...[...body.rows].sort(order));
        say("sorted by " + button.textContent + (up ? ", ascending" : ", descending"));
      });
    });
    const name = table.dataset.columns;
    if (!name) return;
    const hidden = new Set(store.get("columns-" + name, []));
    const chooser = document.createElement("details");
    chooser.className = "columns";
    const summary = document.createElement("summary");
    summary.textContent = "Columns";
    chooser.append(summary);
    const apply = () => heads.forEach((head) => {
      $$(`[data-col="${head.dataset.col}"]`, table).forEach((cell) => { cell.hidden = hidden.has(head.dataset.col); });
    });
    heads.forEach((head) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = !hidden.has(head.dataset.col);
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(head.dataset.col); else hidden.add(head.dataset.col);
        store.set("columns-" + name, [...hidden]);
        apply();
      });
      label.append(box, " " + head.textContent.trim());
      chooser.append(label);
    });
    table.closest(".scroll").before(chooser);
    apply();
  });

  // Charts: a click on a bar or place narrows the view to it
  document.addEventListener("click", (event) => {
    const shape = event.target.closest("svg.picture [data-since], svg.picture [data-place], svg.picture [data-event]");
    if (!shape) return;
    const url = new URL(location.href);
    if (shape.dataset.event) { location.href = "/event/" + encodeURIComponent(shape.dataset.event); return; }
    if (!["/events", "/actor", "/timeline", "/statements"].includes(url.pathname)) { url.pathname = "/events"; url.search = ""; }
    for (const name of ["since", "until", "place"]) if (shape.dataset[name]) url.searchParams.set(name, shape.dataset[name]);
    url.searchParams.delete("cursor");
    location.href = url.href;
  });

  // Saved searches live in this browser
  const saved = $("#saved");
  if (saved) {
    const draw = () => {
      const kept = store.get("searches", []);
      saved.hidden = !kept.length;
      $("ul", saved).replaceChildren(...kept.map((one, i) => {
        const item = document.createElement("li");
        const link = Object.assign(document.createElement("a"), { href: one.path, textContent: one.name });
        const feed = Object.assign(document.createElement("a"), { href: one.path + "&format=atom", textContent: "feed" });
        const drop = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "forget" });
        drop.setAttribute("aria-label", "forget " + one.name);
        drop.addEventListener("click", () => { store.set("searches", kept.filter((_, j) => j !== i)); draw(); });
        item.append(link, " ", feed, " ", drop);
        return item;
      }));
    };
    draw();
    const save = $("button.save");
    if (save) save.addEventListener("click", () => {
      const path = location.pathname + location.search;
      store.set("searches", [{ name: save.dataset.name, path }, ...store.get("searches", []).filter((one) => one.path !== path)].slice(0, 30));
      draw();
      say("saved");
    });
  }

  // Keys
  const steps = () => $$(".reading a.m.event[id], .reading a.m").filter((node) => node.previousElementSibling?.classList.contains("anchor"))
    .concat($$("table.rows tbody tr td:first-child a, .hits .line a:first-child, .sayings blockquote a, .reports .line a[href^='/article'], .story .day a, .plainlist .contrary a.day"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const verdict = $$("#verdicts [data-key]").find((button) => button.dataset.key === event.key);
    if (verdict) { event.preventDefault(); verdict.click(); return; }
    if (event.key === "/") { event.preventDefault(); $("#find").focus(); $("#find").select(); }
    if (event.key === "?") $("#help").showModal();
    if (event.key === "j" || event.key === "k") {
      const all = steps();
      const at = all.indexOf(document.activeElement);
      const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
      if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center" }); }
    }
  });
  // A link into the text or the list takes the keyboard along
  const follow = () => {
    let target = null;
    try { target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { /* no id */ }
    if (!target) return;
    const there = target.classList.contains("anchor") ? target.nextElementSibling : target;
    $$(".here").forEach((node) => node.classList.remove("here"));
    there?.classList.add("here");
    there?.focus({ preventScroll: true });
    there?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);
  follow();
})();

// The report around the reading view: links that open it, evidence that lights up, the tree under the arrow keys.

(() => {
  const $ = (id) => document.getElementById(id);
  const {say} = Family;
  document.documentElement.classList.add("scripted");

  // A link to this report with a place in it, on the clipboard; where the browser refuses, in a field to copy by hand.
  let forget = 0;
  const toast = (...parts) => {
    $("toast").replaceChildren(...parts);
    clearTimeout(forget);
    forget = setTimeout(() => $("toast").replaceChildren(), parts.length > 1 ? 20000 : 3000);
  };
  Reader.copy = async (hash) => {
    const link = `${location.href.split("#")[0]}#${hash}`;
    try {
      await navigator.clipboard.writeText(link);
      toast(say.copied);
    } catch {
      const field = document.createElement("input");
      field.readOnly = true;
      field.value = link;
      field.setAttribute("aria-label", say.copy_by_hand);
      toast(`${say.copy_by_hand} `, field);
      field.select();
    }
  };

  // Evidence: the characters between an anchor and its end.
  let lit = [];
  const douse = () => {
    for (const mark of lit) mark.replaceWith(...mark.childNodes);
    lit = [];
  };
  const light = (spot) => {
    douse();
    const page = spot.closest(".page");
    const end = page && page.querySelector(`[data-end="${CSS.escape(spot.id)}"]`);
    if (!end) return;
    const range = document.createRange();
    range.setStartAfter(spot);
    range.setEndBefore(end);
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (range.intersectsNode(node) && node.data) found.push(node);
    for (const node of found) {
      const mark = document.createElement("mark");
      mark.className = "lit";
      node.replaceWith(mark);
      mark.append(node);
      lit.push(mark);
    }
  };
  const reveal = (target) => {
    for (let box = target.closest("details"); box; box = box.parentElement && box.parentElement.closest("details")) box.open = true;
    const row = target.closest("tr[hidden]");
    if (row) for (const each of row.parentElement.rows) each.hidden = false;
    if (target.classList.contains("spot")) light(target);
    target.scrollIntoView({block: target.classList.contains("spot") || target.tagName === "TR" ? "center" : "start"});
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({preventScroll: true});
  };
  const go = () => {
    let hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch { /* not ours: an address that nobody wrote */ }
    const view = Family.parse(hash);
    if (view) {
      // The tree in sight, not the line of the outline that bears the same name.
      if (!Reader.isOpen()) $(view.key).scrollIntoView();
      Reader.open(view);
      return;
    }
    const target = hash && $(hash);
    if (hash) Reader.close(true);
    if (target) reveal(target);
  };
  addEventListener("hashchange", go);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const hash = link.getAttribute("href").slice(1);
      if (link.classList.contains("perma")) {
        event.preventDefault();
        Reader.copy(hash);
      } else if (Family.parse(hash)) {
        // Without the jump that the browser would make: the tree stays where it is.
        event.preventDefault();
        try { history.pushState(null, "", `#${hash}`); } catch { /* a sandboxed frame keeps no history */ }
        Reader.open(Family.parse(hash));
      } else if (`#${hash}` === location.hash) {
        go();
      }
      return;
    }
    const button = event.target.closest("[data-compare]");
    if (button) Reader.open(Family.first(button.dataset.compare));
  });

  // The tree: one stop for the tabulator, arrows go to parent, child and neighbours.
  for (const picture of document.querySelectorAll("[data-tree]")) {
    const links = [...picture.querySelectorAll("a.text")];
    const number = (link) => Number(link.getAttribute("href").split(".n")[1]);
    const byNumber = new Map(links.map((link) => [number(link), link]));
    const height = (link) => link.getBoundingClientRect().top;
    const drawn = (nodes) => nodes.filter((each) => byNumber.has(each));
    for (const link of picture.querySelectorAll("a.descent")) link.setAttribute("tabindex", "-1");
    links.forEach((link, place) => link.setAttribute("tabindex", place ? "-1" : "0"));
    const visit = (link) => {
      if (!link) return;
      for (const other of links) other.setAttribute("tabindex", other === link ? "0" : "-1");
      link.focus();
      link.scrollIntoView({block: "nearest", inline: "nearest"});
    };
    picture.addEventListener("keydown", (event) => {
      const here = event.target.closest("a.text");
      const tree = here && Family.treeOf(picture.dataset.tree);
      if (!tree) return;
      const sorted = [...links].sort((x, y) => height(x) - height(y) || number(x) - number(y));
      const place = sorted.indexOf(here), node = number(here);
      const up = tree.up.get(node);
      const steps = {
        ArrowRight: () => byNumber.get(drawn(tree.down[node]).sort((x, y) => height(byNumber.get(x)) - height(byNumber.get(y)))[0]),
        ArrowLeft: () => up === undefined ? null : byNumber.get(tree.descents[up][0]),
        ArrowDown: () => sorted[place + 1],
        ArrowUp: () => sorted[place - 1],
        Home: () => sorted[0],
        End: () => sorted[sorted.length - 1],
      };
      if (!steps[event.key]) return;
      event.preventDefault();
      visit(steps[event.key]());
    });
  }

  // Statements: a screenful first, the rest on demand; sifted by kind.
  const FIRST = 15;
  for (const box of document.querySelectorAll("[data-sift]")) {
    const rows = [...$(`${box.dataset.sift}matrix`).tBodies[0].rows];
    const more = document.querySelector(`[data-all="${box.dataset.sift}"]`);
    let isWhole = rows.length <= FIRST + 3;
    const sift = () => {
      const kind = box.querySelector("input:checked").value;
      let left = isWhole ? Infinity : FIRST;
      for (const row of rows) row.hidden = !row.dataset.kinds.split(" ").includes(kind) || left-- <= 0;
      more.hidden = isWhole || rows.filter((row) => row.dataset.kinds.split(" ").includes(kind)).length <= FIRST;
    };
    box.addEventListener("change", sift);
    more.addEventListener("click", () => { isWhole = true; sift(); });
    addEventListener("beforeprint", () => { for (const row of rows) row.hidden = false; });
    addEventListener("afterprint", sift);
    sift();
  }

  // Texts are shut until one is asked for; on paper all are open.
  const texts = [...document.querySelectorAll("details.whole")];
  for (const each of texts) each.open = false;
  const PRINTED = 60;
  let closed = [];
  addEventListener("beforeprint", () => {
    if (texts.length > PRINTED || document.body.classList.contains("reading")) return;
    closed = texts.filter((each) => !each.open);
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of closed) each.open = false; closed = []; });

  go();
  addEventListener("load", () => { const view = Family.parse(location.hash.slice(1)); if (view) $(view.key).scrollIntoView({behavior: "instant"}); });
})();

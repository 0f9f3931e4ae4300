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
    if (target.classList.contains("voiced")) target.querySelector("details").open = true;
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
    const sifted = /^(e\d+)said\.(v\d+)$/.exec(hash);
    if (sifted && siftBy[sifted[1]]) {
      siftBy[sifted[1]](sifted[2]);
      hash = `${sifted[1]}said`;
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
    const voice = event.target.closest("[data-sift-by]");
    if (voice) {
      location.hash = `${voice.dataset.siftBy}said.${voice.value}`;
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

  // Statements: a screenful first, the rest on demand; sifted by kind, speaker and number of reports.
  const FIRST = 15;
  const siftBy = {};
  for (const box of document.querySelectorAll("[data-sift]")) {
    const event = box.dataset.sift;
    const rows = [...$(`${event}matrix`).tBodies[0].rows];
    const more = document.querySelector(`[data-all="${event}"]`);
    const picks = [...box.querySelectorAll("[data-by]")];
    let isWhole = rows.length <= FIRST + 3;
    const sift = () => {
      const kind = box.querySelector("input:checked").value;
      const fits = rows.filter((row) => row.dataset.kinds.split(" ").includes(kind)
        && picks.every((pick) => !pick.value || row.dataset[pick.dataset.by] === pick.value));
      const shown = new Set(isWhole || fits.length <= FIRST + 3 ? fits : fits.slice(0, FIRST));
      for (const row of rows) row.hidden = !shown.has(row);
      more.hidden = shown.size === fits.length;
      more.textContent = `${say.show_all} ${fits.length}`;
      box.querySelector("output").value = say.shown.replace("{0}", shown.size).replace("{1}", rows.length);
    };
    siftBy[event] = (speaker) => {
      for (const pick of picks) pick.value = pick.dataset.by === "speaker" ? speaker : "";
      box.querySelector("input").checked = true;
      sift();
    };
    box.addEventListener("change", (change) => {
      sift();
      if (change.target.dataset.by !== "speaker") return;
      try { history.replaceState(null, "", change.target.value ? `#${event}said.${change.target.value}` : `#${event}said`); } catch { /* a sandboxed frame keeps no history */ }
    });
    more.addEventListener("click", () => { isWhole = true; sift(); });
    addEventListener("beforeprint", () => { for (const row of rows) row.hidden = false; });
    addEventListener("afterprint", sift);
    sift();
  }

  // A long timeline: what few pages tell, on demand.
  for (const more of document.querySelectorAll("[data-minor-of]")) {
    const rows = [...$(more.dataset.minorOf).querySelectorAll("[data-minor]")];
    const show = (isWhole) => {
      for (const row of rows) row.hidden = !isWhole;
      more.hidden = isWhole || !rows.length;
    };
    more.addEventListener("click", () => show(true));
    addEventListener("beforeprint", () => show(true));
    show(false);
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

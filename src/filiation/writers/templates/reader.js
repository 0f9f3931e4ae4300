// The reading view: one text with its changes against another, in a panel beside the report.

const Reader = (() => {
  const $ = (id) => document.getElementById(id);
  const {say, fill, treeOf, pageOf, isExtant, nameOf, namesOf, below, standard, isAddress} = Family;
  const panel = $("reader");
  let view = null, opener = null, changes = [], shown = [], at = -1;

  // Elements are made, text is set: no markup is ever parsed.
  const el = (tag, props = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name === "class") made.className = value;
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  };

  const clean = (text) => text.replace(/\r/g, "");

  const address = (unit) => {
    if (view.lost >= 0 && unit === undefined && view.show === "plain") return `${view.key}.n${view.lost}`;
    const parts = [view.key, view.read, view.against];
    if (view.show !== "plain") parts.push(view.show);
    if (unit !== undefined) parts.push(`u${unit}`);
    return parts.join("/");
  };

  const options = (tree) => {
    const extant = tree.nodes.map((_, node) => node).filter((node) => tree.witness[node] >= 0);
    const option = (value, words) => el("option", {value}, words);
    $("r-read").replaceChildren(...extant.sort((x, y) => tree.nodes[x][1] - tree.nodes[y][1]).map((node) => option(String(node), nameOf(tree, node))));
    const path = [];
    const seen = new Set();
    for (let node = view.read; tree.up.has(node) && !seen.has(node); node = tree.descents[tree.up.get(node)][0]) {
      seen.add(node);
      const number = tree.up.get(node), parent = tree.descents[number][0];
      if (isExtant(tree, parent) && isExtant(tree, node)) continue;
      path.push(option(`d${number}`, node === view.read
        ? fill(say.lost_option, tree.nodes[parent][0], nameOf(tree, node))
        : fill(say.branch_option, nameOf(tree, node))));
    }
    const groups = [];
    if (path.length) groups.push(el("optgroup", {label: say.sources}, ...path));
    if (view.against[0] === "d" && !path.some((each) => each.value === view.against)) {
      const child = tree.descents[Number(view.against.slice(1))][1];
      groups.push(option(view.against, fill(say.branch_option, nameOf(tree, child))));
    }
    groups.push(el("optgroup", {label: say.pages}, ...extant.filter((node) => node !== view.read).map((node) => option(`p${node}`, nameOf(tree, node)))));
    groups.push(option("n", say.nothing));
    $("r-against").replaceChildren(...groups);
    $("r-read").value = String(view.read);
    $("r-against").value = view.against;
    $("r-swap").disabled = view.against[0] !== "p";
    for (const radio of panel.querySelectorAll("[name=r-show]")) radio.checked = radio.value === view.show;
  };

  const differences = (tree) => {
    const witness = tree.witness[view.read], number = Number(view.against.slice(1));
    const page = pageOf(tree, view.read);
    if (view.against[0] === "p") return Compare.joined(Compare.pair(tree, witness, tree.witness[number]), page.text);
    if (view.against[0] === "n") return [];
    const recorded = tree.descents[number][6];
    if (recorded.length) return Compare.joined(Compare.told(tree, recorded, witness), page.text);
    const inside = new Set(below(tree, tree.descents[number][1]).map((node) => tree.witness[node]));
    return Compare.joined(Compare.branch(tree, inside, witness), page.text);
  };

  const about = (tree) => {
    const lines = [], number = Number(view.against.slice(1));
    const read = nameOf(tree, view.read);
    const descentLine = (each) => {
      const [parent, child, support, , directed, summary, , cuts] = tree.descents[each];
      const arrow = directed ? `${nameOf(tree, parent)} → ${nameOf(tree, child)}` : `${nameOf(tree, parent)} – ${nameOf(tree, child)}`;
      return el("p", {class: "r-summary"}, el("b", {}, arrow), ` (${fill(say.support, support.toFixed(2))}) `, summary, ...(cuts ? [". ", el("span", {class: "cuts"}, `${cuts}.`)] : []));
    };
    if (view.lost >= 0) {
      const pages = below(tree, view.lost);
      const note = tree.nodes[view.lost][2];
      lines.push(el("p", {class: "r-lost"}, tree.up.has(view.lost)
        ? fill(say.lost_node, tree.nodes[view.lost][0], namesOf(tree, pages))
        : fill(say.lost_root, tree.nodes[view.lost][0], pages.length), note ? ` ${note}.` : ""));
    }
    if (view.against[0] === "d") {
      const [parent, child] = tree.descents[number];
      lines.push(descentLine(number));
      const pages = namesOf(tree, below(tree, child));
      if (tree.descents[number][6].length) lines.push(el("p", {class: "soft"}, isExtant(tree, child)
        ? fill(say.told_lead_one, tree.nodes[parent][0]) : fill(say.told_lead, tree.nodes[child][0])));
      else lines.push(el("p", {class: "soft"}, isExtant(tree, child)
        ? fill(say.branch_lead_one, tree.nodes[parent][0], read)
        : fill(say.branch_lead, tree.nodes[child][0], pages)));
    } else if (view.against[0] === "p") {
      const came = tree.up.get(view.read), went = tree.up.get(number);
      if (came !== undefined && tree.descents[came][0] === number) lines.push(descentLine(came));
      else if (went !== undefined && tree.descents[went][0] === view.read) lines.push(descentLine(went));
    }
    const page = pageOf(tree, view.read);
    if (page.about) lines.push(el("p", {class: "soft"}, page.about));
    const rules = tree.style.filter(([witness]) => witness === tree.witness[view.read]);
    if (rules.length) lines.push(el("details", {class: "why"}, el("summary", {}, say.house_style), el("ul", {}, ...rules.map(([, sentence]) => el("li", {}, sentence)))));
    $("r-about").replaceChildren(...lines);
    const against = view.against[0] === "p" ? nameOf(tree, number) : view.against[0] === "d" ? tree.nodes[tree.descents[number][0]][0] : null;
    const subject = view.against[0] === "d" ? nameOf(tree, tree.descents[number][1]) : read;
    $("r-title").textContent = view.lost >= 0 ? fill(say.lost_title, tree.nodes[view.lost][0])
      : against === null ? read : fill(say.against, subject, against);
  };

  const piece = (tree, change, text, first) => {
    const made = el("span", {class: `c c-${change.kind}`, "data-unit": change.unit});
    if (first && change.otherHas) {
      const other = tree.event.pages[tree.pages[change.other]];
      made.append(el("del", {}, clean(other.text.slice(...change.there)).replace(/\s+/g, " ")));
      if (text) made.append(" ");
    }
    if (text) made.append(el("ins", {}, text));
    return made;
  };

  // What is said of a sentence that the other text has in another shape: joined, split, or in another place.
  const note = ({here, there, isMoved}) => el("span", {class: "r-note"},
    here === there ? `⇄ ${say.moved}` : here === 1 ? fill(say.merged, there) : there === 1 ? fill(say.split, here) : fill(say.parted, here, there));

  // The article, paragraph by paragraph; a change that runs over paragraphs is marked in each.
  const text = (tree) => {
    const page = pageOf(tree, view.read);
    const target = $("r-text");
    target.replaceChildren();
    if (page.lang) target.setAttribute("lang", page.lang); else target.removeAttribute("lang");
    target.setAttribute("dir", "auto");
    if (page.title) target.append(el("p", {class: "r-headline"}, page.title));
    const told = new Set();
    const notes = view.against[0] === "p" ? Compare.shapes(tree, tree.witness[view.read], tree.witness[Number(view.against.slice(1))]) : [];
    // Words without a change, with the notes that stand among them; one within a change is left out.
    const plain = (paragraph, from, to, past) => {
      while (notes.length && notes[0].at < from) notes.shift();
      while (notes.length && (notes[0].at < to || (past && notes[0].at === to))) {
        const {at} = notes[0];
        paragraph.append(clean(page.text.slice(from, at)), note(notes.shift()));
        from = at;
      }
      paragraph.append(clean(page.text.slice(from, to)));
    };
    page.parts.forEach(([start, end], number) => {
      const paragraph = el("p");
      const isLast = number === page.parts.length - 1;
      let here = start;
      for (const change of changes) {
        const [from, past] = change.here;
        const isPoint = from === past;
        if (isPoint ? told.has(change) || (from > end && !isLast) : from >= end || past <= start) continue;
        const left = Math.min(Math.max(from, here), end), right = Math.min(Math.max(past, left), end);
        plain(paragraph, here, left, true);
        // A cut stands between words: it needs room on both sides.
        if (isPoint && !/\s$/.test(paragraph.textContent)) paragraph.append(" ");
        paragraph.append(piece(tree, change, clean(page.text.slice(left, right)), !told.has(change)));
        if (isPoint && !/^[\s.,;:!?]/.test(page.text.slice(right, end))) paragraph.append(" ");
        told.add(change);
        here = right;
      }
      plain(paragraph, here, end, false);
      target.append(paragraph);
    });
  };

  const KINDS = ["fact", "cut", "added", "reworded", "move", "style"];
  const isShown = (change) => view.show === "all" || (view.show === "facts" ? change.kind === "fact" : change.kind !== "style");
  const count = () => {
    shown = changes.filter(isShown);
    at = -1;
    const words = KINDS.map((kind) => [kind, shown.filter((change) => change.kind === kind).length])
      .filter(([, number]) => number)
      .map(([kind, number]) => `${number} ${kind === "fact" && number > 1 ? say.facts : say[kind]}`);
    const hidden = changes.length - shown.length;
    if (hidden) words.push(fill(say.hidden, hidden));
    const same = view.against[0] === "d" ? say.branch_same : say.same;
    $("r-status").textContent = view.against === "n" ? "" : changes.length
      ? `${shown.length} ${shown.length === 1 ? say.change : say.changes}: ${words.join(" · ")}` : same;
    $("r-previous").disabled = $("r-next").disabled = !shown.length;
    $("r-text").className = `show-${view.show}`;
  };

  const select = (number) => {
    const tree = treeOf(view.key);
    at = number;
    for (const old of panel.querySelectorAll(".c.now")) old.classList.remove("now");
    const change = shown[at];
    if (!change) return;
    const marks = panel.querySelectorAll(`#r-text [data-unit="${change.unit}"]`);
    marks.forEach((mark) => mark.classList.add("now"));
    if (marks.length) marks[0].scrollIntoView({block: "center"});
    const short = (words) => { const line = clean(words).replace(/\s+/g, " ").trim(); return line.length > 60 ? `${line.slice(0, 59)}…` : line; };
    const mine = change.has ? short(pageOf(tree, view.read).text.slice(...change.here)) : "–";
    const theirs = change.otherHas ? short(tree.event.pages[tree.pages[change.other]].text.slice(...change.there)) : "–";
    $("r-status").textContent = `${fill(say.position, at + 1, shown.length, say[change.kind])}: ${fill(say.hold, mine, theirs)}`;
    remember(address(change.unit));
  };
  const step = (by) => { if (shown.length) select((at + by + shown.length) % shown.length); };

  const remember = (hash) => { try { history.replaceState(null, "", `#${hash}`); } catch { /* a sandboxed frame keeps no history */ } };
  const draw = () => {
    const tree = treeOf(view.key);
    changes = differences(tree);
    options(tree);
    about(tree);
    text(tree);
    count();
    mark(tree);
    if (view.unit !== null && view.unit !== undefined) {
      if (!shown.some((change) => change.unit === view.unit) && changes.some((change) => change.unit === view.unit)) { view.show = "all"; options(tree); count(); }
      const number = shown.findIndex((change) => change.unit === view.unit);
      if (number >= 0) select(number);
    } else { panel.scrollTop = 0; }
  };
  // Show in the picture which texts the panel is about.
  const mark = (tree) => {
    for (const old of document.querySelectorAll("svg .now")) old.classList.remove("now");
    if (!tree) return;
    const number = Number(view.against.slice(1));
    const links = [`#${tree.key}.n${view.lost >= 0 ? view.lost : view.read}`];
    if (view.against[0] === "p") links.push(`#${tree.key}.n${number}`);
    if (view.against[0] === "d") links.push(`#${tree.key}.d${number}`);
    const picture = document.querySelector(`[data-tree="${tree.key}"]`);
    if (!picture) return;
    for (const link of picture.querySelectorAll("a")) if (links.includes(link.getAttribute("href"))) link.classList.add("now");
    const now = picture.querySelector("a.text.now");
    if (!now) return;
    const box = now.getBoundingClientRect(), frame = picture.getBoundingClientRect();
    const shift = (low, high, from, to) => (low < from ? low - from - 20 : high > to ? high - to + 20 : 0);
    picture.scrollLeft += shift(box.left, box.right, frame.left, frame.right);
    picture.scrollTop += shift(box.top, box.bottom, frame.top, frame.bottom);
  };

  const isWide = () => matchMedia("(min-width: 70rem)").matches;
  const open = (wanted) => {
    view = {show: "plain", unit: null, ...wanted};
    if (!panel.open) {
      opener = document.activeElement;
      if (isWide()) panel.show(); else panel.showModal();
      document.body.classList.add("reading");
      $("r-title").focus({preventScroll: true});
    }
    draw();
  };
  const close = (keepHash) => {
    if (!panel.open) return;
    panel.close();
    if (!keepHash) remember(view.key);
  };
  panel.addEventListener("close", () => {
    document.body.classList.remove("reading");
    mark(null);
    if (isAddress(location.hash.slice(1))) remember(view.key);
    if (opener && opener.isConnected) opener.focus({preventScroll: true});
  });
  document.addEventListener("keydown", (event) => {
    if (!panel.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const inField = /^(SELECT|INPUT)$/.test(event.target.tagName);
    if (event.key === "Escape") { event.preventDefault(); close(false); }
    else if (!inField && event.key === "n") step(1);
    else if (!inField && event.key === "p") step(-1);
  });

  const redraw = (change) => { Object.assign(view, {unit: null, lost: -1}, change); draw(); remember(address()); };
  $("r-read").addEventListener("change", (event) => {
    const read = Number(event.target.value), tree = treeOf(view.key);
    const keep = view.against[0] === "p" && view.against !== `p${read}`;
    redraw({read, against: keep ? view.against : standard(tree, read)});
  });
  $("r-against").addEventListener("change", (event) => redraw({against: event.target.value}));
  $("r-swap").addEventListener("click", () => redraw({read: Number(view.against.slice(1)), against: `p${view.read}`}));
  $("r-close").addEventListener("click", () => close(false));
  $("r-previous").addEventListener("click", () => step(at < 0 ? 0 : -1));
  $("r-next").addEventListener("click", () => step(1));
  $("r-copy").addEventListener("click", () => Reader.copy(address(at < 0 ? undefined : shown[at].unit)));
  for (const radio of panel.querySelectorAll("[name=r-show]")) radio.addEventListener("change", () => { view.show = radio.value; view.unit = null; count(); remember(address()); });
  $("r-text").addEventListener("click", (event) => {
    const found = event.target.closest("[data-unit]");
    if (!found) return;
    const number = shown.findIndex((change) => change.unit === Number(found.dataset.unit));
    if (number >= 0) select(number);
  });

  return {open, close, isOpen: () => panel.open};
})();

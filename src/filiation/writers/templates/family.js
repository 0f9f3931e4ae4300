// The trees that the report carries: their texts and descents by anchor, and what a link asks to be read.

const Family = (() => {
  const $ = (id) => document.getElementById(id);
  const say = JSON.parse($("say").textContent);
  const fill = (words, ...values) => words.replace(/\{(\d)\}/g, (_, n) => values[n]);
  const events = new Map();
  const ADDRESS = /^e(\d+)t(\d+)\/(\d+)\/([pd]\d+|n)(?:\/(facts|all))?(?:\/u(\d+))?$/;

  const eventOf = (number) => {
    if (!events.has(number)) {
      const source = $(`e${number}data`);
      events.set(number, source ? JSON.parse(source.textContent) : null);
    }
    return events.get(number);
  };

  // A tree by its anchor, with what is asked of it often.
  const treeOf = (key) => {
    const event = eventOf(Number(/^e(\d+)t/.exec(key)[1]));
    const tree = event && event.traditions.find((each) => each.key === key);
    if (!tree) return null;
    if (!tree.up) {
      tree.event = event;
      tree.up = new Map();
      tree.down = tree.nodes.map(() => []);
      tree.descents.forEach(([parent, child, , share], number) => {
        const came = tree.up.get(child);
        if (came === undefined || tree.descents[came][3] < share) tree.up.set(child, number);
      });
      tree.up.forEach((number, child) => tree.down[tree.descents[number][0]].push(child));
      tree.witness = tree.nodes.map(([, page]) => (page < 0 ? -1 : tree.pages.indexOf(page)));
    }
    return tree;
  };
  const pageOf = (tree, node) => tree.event.pages[tree.nodes[node][1]];
  const isExtant = (tree, node) => tree.nodes[node][1] >= 0;
  const nameOf = (tree, node) => {
    if (!isExtant(tree, node)) return tree.nodes[node][0];
    const page = pageOf(tree, node);
    return page.name === page.siglum ? fill(say.page_below, page.name) : `${page.name} ${page.siglum}`;
  };
  const below = (tree, node) => {
    const found = [], todo = [node], seen = new Set(todo);
    while (todo.length) {
      const next = todo.shift();
      if (isExtant(tree, next)) found.push(next);
      for (const child of tree.down[next]) if (!seen.has(child)) { seen.add(child); todo.push(child); }
    }
    return found;
  };
  const namesOf = (tree, nodes) => {
    const names = nodes.map((node) => pageOf(tree, node).name);
    const list = names.length > 12 ? `${names.slice(0, 12).join(", ")} …` : names.join(", ");
    return fill(names.length === 1 ? say.page_below : say.pages_below, list);
  };
  // What a text is set against when nobody says: its exemplar, or what it alone has where that is lost.
  const standard = (tree, node) => {
    const came = tree.up.get(node);
    if (came !== undefined) {
      const parent = tree.descents[came][0];
      return isExtant(tree, parent) ? `p${parent}` : `d${came}`;
    }
    const other = below(tree, node).find((each) => each !== node);
    const any = other === undefined ? tree.nodes.findIndex((_, each) => each !== node && isExtant(tree, each)) : other;
    return any < 0 ? "n" : `p${any}`;
  };
  const fromNode = (key, node) => {
    const tree = treeOf(key);
    if (!tree || !tree.nodes[node]) return null;
    if (isExtant(tree, node)) return {key, read: node, against: standard(tree, node), lost: -1};
    const came = tree.up.get(node);
    const read = below(tree, node)[0];
    return read === undefined ? null : {key, read, against: came === undefined ? "n" : `d${came}`, lost: node};
  };
  const fromDescent = (key, number) => {
    const tree = treeOf(key);
    if (!tree || !tree.descents[number]) return null;
    const [parent, child] = tree.descents[number];
    const read = isExtant(tree, child) ? child : below(tree, child)[0];
    if (read === undefined) return null;
    const both = isExtant(tree, parent) && isExtant(tree, child);
    return {key, read, against: both ? `p${parent}` : `d${number}`, lost: -1};
  };
  const parse = (hash) => {
    const found = ADDRESS.exec(hash);
    if (found) {
      const key = `e${found[1]}t${found[2]}`, tree = treeOf(key), read = Number(found[3]);
      if (!tree || !tree.nodes[read] || !isExtant(tree, read)) return null;
      const number = Number(found[4].slice(1));
      const known = found[4] === "n" || (found[4][0] === "p" ? tree.nodes[number] && isExtant(tree, number) : tree.descents[number]);
      return {key, read, against: known ? found[4] : standard(tree, read), lost: -1, show: found[5] || "plain", unit: found[6] ? Number(found[6]) : null};
    }
    const short = /^(e\d+t\d+)\.([nd])(\d+)$/.exec(hash);
    if (!short) return null;
    return (short[2] === "n" ? fromNode : fromDescent)(short[1], Number(short[3]));
  };
  const isAddress = (hash) => ADDRESS.test(hash) || /\.[nd]\d+$/.test(hash);

  // What is read first where a tree, but no text of it, is asked for.
  const first = (key) => {
    const tree = treeOf(key);
    const node = tree.nodes.findIndex((_, each) => isExtant(tree, each) && tree.up.has(each));
    return fromNode(key, node < 0 ? tree.nodes.findIndex((_, each) => isExtant(tree, each)) : node);
  };
  return {say, fill, treeOf, pageOf, isExtant, nameOf, namesOf, below, standard, parse, isAddress, first};
})();

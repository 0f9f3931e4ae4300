"use strict";
// Which readings part two witnesses: looked up in the collation that the report carries, nothing is aligned here.

const Compare = (() => {
  const holds = (runs, witness) => {
    for (let i = 0; i < runs.length; i += 2) if (witness >= runs[i] && witness <= runs[i + 1]) return true;
    return false;
  };
  const witnesses = (reading) => {
    const found = [];
    for (const group of reading.slice(1)) {
      for (let i = 0; i < group[3].length; i += 2) {
        for (let w = group[3][i]; w <= group[3][i + 1]; w++) found.push(w);
      }
    }
    return found;
  };
  // Where a witness has a reading: [start, end] in its text, or null where it is not of this reading.
  const place = (tradition, reading, witness) => {
    for (let i = 1; i < reading.length; i++) {
      const [row, offset, length, runs] = reading[i];
      if (holds(runs, witness)) {
        const start = (row < 0 ? 0 : tradition.rows[row][witness]) + offset;
        return [start, start + length];
      }
    }
    return null;
  };
  // A reading begins with its sense: 0 where it has no words, and one number where only style differs.
  const kind = (change, here, there) => {
    if (here && here === there) return "style";
    if (change === "fact" || change === "move") return change;
    if (change === "style" || change === "typo" || change === "residue") return "style";
    if (here && there) return "reworded";
    return here ? "added" : "cut";
  };

  // Every place where witness `a` has other words than witness `b`.
  const pair = (tradition, a, b) => {
    const found = [];
    tradition.units.forEach(([change, readings], unit) => {
      let mine = null, theirs = null, here = null, there = null;
      for (const reading of readings) {
        if (!here && (here = place(tradition, reading, a))) mine = reading;
        if (!there && (there = place(tradition, reading, b))) theirs = reading;
      }
      if (!here || !there || mine === theirs) return;
      found.push({unit, kind: kind(change, mine[0], theirs[0]), has: mine[0], here, otherHas: theirs[0], there, other: b});
    });
    return tidy(found);
  };

  // Every reading of witness `a` that the witnesses `inside` share and no other witness has.
  const branch = (tradition, inside, a) => {
    const found = [];
    tradition.units.forEach(([change, readings], unit) => {
      let mine = null, here = null, theirs = null, most = 0, besides = 0;
      for (const reading of readings) {
        const at = place(tradition, reading, a);
        if (at) { mine = reading; here = at; continue; }
        const members = witnesses(reading);
        const outside = members.filter((w) => !inside.has(w));
        besides += members.length - outside.length;
        if (outside.length > most) { most = outside.length; theirs = [reading, outside[0]]; }
      }
      if (!mine || !theirs || besides || witnesses(mine).some((w) => !inside.has(w))) return;
      const [reading, other] = theirs;
      found.push({
        unit, kind: kind(change, mine[0], reading[0]), has: mine[0], here, otherHas: reading[0],
        there: place(tradition, reading, other), other,
      });
    });
    return tidy(found);
  };

  // The changes that are recorded along a descent, where witness `a` still has what they made.
  const told = (tradition, changes, a) => {
    const found = [];
    for (const [unit, before, after] of changes) {
      const [change, readings] = tradition.units[unit];
      const mine = readings[after], theirs = readings[before];
      const here = place(tradition, mine, a);
      if (!here) continue;
      const other = witnesses(theirs)[0];
      found.push({
        unit, kind: kind(change, mine[0], theirs[0]), has: mine[0], here, otherHas: theirs[0],
        there: place(tradition, theirs, other), other,
      });
    }
    return tidy(found);
  };

  // In the order of the text; of places that lie in each other the widest stays.
  const tidy = (found) => {
    const order = found.sort((x, y) => x.here[0] - y.here[0] || y.here[1] - x.here[1] || x.there[0] - y.there[0] || y.there[1] - x.there[1] || x.unit - y.unit);
    let until = -1, last = null;
    return order.filter((each) => {
      const [start, end] = each.here;
      const within = last && each.there[0] >= last.there[0] && each.there[1] <= last.there[1] && each.otherHas && start === last.here[0];
      if (start < until || (within && last.otherHas)) return false;
      until = Math.max(until, end);
      last = each;
      return true;
    });
  };

  // Additions that follow each other without a word between them read as one.
  const joined = (found, text) => {
    const kept = [];
    for (const each of found) {
      const last = kept[kept.length - 1];
      const follows = last && last.kind === "added" && each.kind === "added" && !/\S/.test(text.slice(last.here[1], each.here[0]));
      if (follows) kept[kept.length - 1] = {...last, here: [last.here[0], each.here[1]]};
      else kept.push(each);
    }
    return kept;
  };

  const nth = (runs, witness) => {
    for (let i = 0, left = witness; i < runs.length; i += 2) if ((left -= runs[i + 1]) < 0) return runs[i];
    return 0;
  };
  // Sentences that witness `a` has in another shape or place than `b`: where each begins, how many there are, whether it moved.
  const shapes = (tradition, a, b) => tradition.shapes.flatMap(([row, counts, moved]) => {
    const at = tradition.rows[row][a], here = nth(counts, a), there = nth(counts, b);
    const isMoved = nth(moved, a) !== nth(moved, b);
    return at < 0 || !here || !there || (here === there && !isMoved) ? [] : [{at, here, there, isMoved}];
  }).sort((x, y) => x.at - y.at);

  return {pair, branch, told, joined, shapes};
})();

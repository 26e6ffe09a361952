// Licence expressions as SPDX has them, and `MIT/Apache-2.0` as crates wrote before: which licences of one apply.

// Of several that are offered the first of these, so that one text serves most crates.
const PREFERRED = ["Apache-2.0", "MIT", "Apache-2.0 WITH LLVM-exception", "BSD-3-Clause", "BSD-2-Clause", "ISC", "Zlib", "Unlicense"];
const rank = (id) => (PREFERRED.indexOf(id) + PREFERRED.length + 1) % (PREFERRED.length + 1);

// The licences that a crate is taken under, sorted; `of` names it where the expression cannot be read.
export function chosen(expression, of) {
  const tokens = expression.replace(/\//g, " OR ").match(/[()]|[^\s()]+/g) ?? [];
  const wrong = () => new Error(`notices: ${of} has no licence that can be read: “${expression}”`);
  let at = 0;
  const one = () => {
    const token = tokens[at++];
    if (token === undefined || [")", "OR", "AND", "WITH"].includes(token)) throw wrong();
    if (token === "(") {
      const inside = either();
      if (tokens[at++] !== ")") throw wrong();
      return inside;
    }
    if (tokens[at] !== "WITH") return [token];
    at += 2;
    return [`${token} WITH ${tokens[at - 1] ?? ""}`];
  };
  const all = () => {
    let ids = one();
    while (tokens[at] === "AND") {
      at++;
      ids = [...ids, ...one()];
    }
    return ids;
  };
  const either = () => {
    const offers = [all()];
    while (tokens[at] === "OR") {
      at++;
      offers.push(all());
    }
    const worst = (ids) => Math.max(...ids.map(rank));
    return offers.reduce((best, offer) => (offer.length < best.length || (offer.length === best.length && worst(offer) < worst(best)) ? offer : best));
  };
  const ids = either();
  if (at < tokens.length) throw wrong();
  return [...new Set(ids)].sort();
}

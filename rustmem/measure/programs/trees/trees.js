// Binary trees: one long-lived tree, many short-lived ones.
"use strict";

class Tree {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }
}

function build(depth) {
  return depth === 0 ? new Tree(null, null) : new Tree(build(depth - 1), build(depth - 1));
}

function count(tree) {
  return 1 + (tree.left === null ? 0 : count(tree.left)) + (tree.right === null ? 0 : count(tree.right));
}

const depth = Number(process.argv[2]);
console.log(`stretch ${depth + 1} nodes ${count(build(depth + 1))}`);
const long = build(depth);
for (let d = 4; d <= depth; d += 2) {
  const trees = 2 ** (depth - d + 4);
  let nodes = 0;
  for (let i = 0; i < trees; i++) nodes += count(build(d));
  console.log(`trees ${trees} depth ${d} nodes ${nodes}`);
}
console.log(`long ${depth} nodes ${count(long)}`);

// A long-lived cache with churn: three requests of four read an entry, the fourth replaces one.
"use strict";

class Entry {
  constructor(key, version) {
    this.name = `entry-${key}-${version}`;
    this.data = [];
    for (let i = 0; i < 8; i++) this.data.push(version + i);
    this.hits = 0;
  }
}

function next(x) {
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
}

// One request; what it adds to the sum.
function request(cache, key, number, read) {
  if (!read) {
    cache.set(key, new Entry(key, number));
    return 1;
  }
  const found = cache.get(key);
  found.hits++;
  const answer = `${found.name}:${found.hits}`;
  return answer.length + found.data[3];
}

const entries = Number(process.argv[2]);
const requests = Number(process.argv[3]);
const timed = process.argv.length > 4;
const over = [0, 0, 0, 0];
const limits = [0.1, 1, 10, 100];
const cache = new Map();
for (let key = 0; key < entries; key++) cache.set(key, new Entry(key, 0));
let x = 2463534242;
let sum = 0;
for (let i = 0; i < requests; i++) {
  x = next(x);
  const key = x % entries;
  const read = ((x >>> 8) & 3) !== 0;
  if (timed) {
    const start = performance.now();
    sum = (sum + request(cache, key, i, read)) >>> 0;
    const took = performance.now() - start;
    for (let b = 0; b < 4; b++) if (took >= limits[b]) over[b]++;
  } else {
    sum = (sum + request(cache, key, i, read)) >>> 0;
  }
}
console.log(`cache ${entries} requests ${requests} sum ${sum}`);
if (timed) console.error(`over 100us ${over[0]} 1ms ${over[1]} 10ms ${over[2]} 100ms ${over[3]}`);

// A ring of messages: each request allocates 1 KiB, fills it, and takes the place of the oldest message.
"use strict";

const SIZE = 1024;

function next(x) {
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
}

const window = Number(process.argv[2]);
const requests = Number(process.argv[3]);
const ring = new Array(window).fill(null);
let x = 2463534242;
let sum = 0;
for (let i = 0; i < requests; i++) {
  x = next(x);
  const message = new Uint8Array(SIZE).fill(x & 255);
  const old = ring[i % window];
  ring[i % window] = message;
  if (old !== null) sum = (sum + old[x % SIZE]) >>> 0;
}
console.log(`ring ${window} requests ${requests} sum ${sum}`);

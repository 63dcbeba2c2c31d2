// Prints a line.
"use strict";

console.log("Hello, world!");

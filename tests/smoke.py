"""The shortest proof that every stage works together: a program that is accepted and run, and one that is rejected."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import rustmem

ACCEPTED = 'fn main() { let x = 5; let y = x; println!("{} {}", x, y); }\n'
REJECTED = 'fn main() {\n    let a = String::from("hi");\n    let b = a;\n    println!("{a} {b}");\n}\n'

report = rustmem.check(ACCEPTED)
assert "internal error" not in report.render(), report.render()
report = rustmem.check(REJECTED)
assert "internal error" not in report.render(), report.render()

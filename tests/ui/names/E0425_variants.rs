//! A variant whose enum is not in scope, as a value and where a type is wanted; `Bool` where only a struct may stand.

fn value() -> std::num::FpCategory {
    Subnormal
}

fn owner() {
    let _: InvalidData = value();
}

fn main() {
    let _ = Bool { value: true };
}

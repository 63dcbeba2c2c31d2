use std::fmt;
fn main() {
    let _ = 'l: loop { break 'l loop { break }; };
    let y = 'b: loop { break 'b { 5 } };
    let z = loop { break if true { 1 } else { 2 } };
    let w = 'c: { break 'c (3) };
    'd: loop { break 'd ({ () }) }
    let _ = (y, z, w);
}

fn main() {
    'outer: for i in 0..3 { 'inner: for j in 0..3 { if i == j { continue 'outr; } break 'innr; } }  //~ ERROR E0426  //~ ERROR E0426
    'a: { break 'z; }  //~ ERROR E0426
    loop { break 'nope 5; }  //~ ERROR E0426
    let c = || { 'x: loop { break 'y; } };  //~ ERROR E0426
}

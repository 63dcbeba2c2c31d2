fn main() {
    let a = while true { break 1; };  //~ ERROR E0571
    let b = for _ in 0..1 { break "x"; };  //~ ERROR E0571
    let c = 'l: loop { while true { break 'l 5; } };
    let d: i32 = while false { break; };  //~ ERROR E0308
}

fn main() {
    'outer: loop {
        for i in 0..3 { if i == 1 { continue 'outre; } else { break 'nothing; } }
        break 'outer;
    }
    break;
    let c = || { continue; };
    while true { let x = || { break }; }
}

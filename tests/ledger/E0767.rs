fn main() {
    'outer: loop {
        let f = || {
            loop {
                break 'outer;
            }
        };
        f();
    }
}

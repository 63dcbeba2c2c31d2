fn main() {
    let mut s = String::new();
    let mut r: &mut String = &mut String::new();
    let mut n = 0;
    while n < 2 {
        r = &mut s;
        n += 1;
    }
    r.push('a');
    s.push('b');
}

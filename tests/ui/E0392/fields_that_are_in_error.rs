struct Guard<'a> {
    log: &mut Vec<String>,  //~ ERROR E0106
}

struct Rows<'g, T> {
    grid: Missing<'g, T>,  //~ ERROR E0425
}

struct Outer<T> {
    rows: Inner<T>,
}

struct Inner<T> {
    rest: Option<Box<Inner<T>>>,
    other: Nowhere,  //~ ERROR E0425
}

fn main() {}

fn main() {
    let mut r = &String::new();
    let mut run = move || { let t = String::new(); r = &t; };  //~ ERROR E0521
    run();
    let mut keep: Vec<&str> = vec![];
    let mut add = |s: String| keep.push(&s);  //~ ERROR E0597
    add(String::new());
    let mut last = None;
    let mut set = move |s: &i32| last = Some(&1);
    set(&1);
    let cell = std::cell::Cell::new(None);
    let b = 1;
    let put = move || cell.set(Some(&b));  //~ ERROR E0521
    put();
}

fn main() {
    let mut m = HashMap::new();
    m.insert(1, 2);
    let r = Rc::new(5);
}

fn all<T: Iterator<Item = T::Item>>(t: T) {} //~ ERROR E0391

fn main() {}

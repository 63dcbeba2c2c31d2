fn f<T: Drop>(t: &mut T) {
    t.drop();
}

fn main() {}

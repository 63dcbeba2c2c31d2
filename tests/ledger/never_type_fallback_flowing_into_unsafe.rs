fn f() {
    if true {
        return;
    } else {
        unsafe { std::mem::zeroed() }
    };
}

fn main() {}

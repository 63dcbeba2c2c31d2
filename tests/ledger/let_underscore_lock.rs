fn f(m: &std::sync::Mutex<u8>) {
    let _ = m.lock();
}

fn main() {}

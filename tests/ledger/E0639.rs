fn make() -> std::alloc::LayoutError {
    std::alloc::LayoutError {}
}

fn main() {}

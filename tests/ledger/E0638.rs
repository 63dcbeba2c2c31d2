fn open(e: std::alloc::LayoutError) {
    let std::alloc::LayoutError {} = e;
}

fn main() {}

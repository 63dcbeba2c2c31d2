fn main() { }
}

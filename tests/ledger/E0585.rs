fn main() { /// x
}

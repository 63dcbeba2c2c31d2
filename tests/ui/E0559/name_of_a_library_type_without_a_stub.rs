fn main() {
    enum Command { Move { x: u32 } }
    let s = Command::Move { joke: 0 };  //~ ERROR E0559
}
